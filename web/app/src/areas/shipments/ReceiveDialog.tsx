import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { RefusedAnswer, Problems } from '../../hub/problems';
import { useAnswer, useChange, type Problem } from '../../hub/queries';
import type { ShipmentRowFragment } from '../../hub/rows.generated';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { Loading } from '../../ui/states';
import { toast } from '../../ui/Toasts';
import { Parcels } from './Parcels';
import { ReceivableOrderDocument, ReceiveShipmentDocument } from './shipments.generated';

interface ReceiveDialogProps {
  orderId: string;
  open: boolean;
  close: () => void;
}

/** The order's parcels that are on their way, each with the button that takes it in. */
export function ReceiveDialog({ orderId, open, close }: ReceiveDialogProps) {
  const { t } = useLingui();
  const { data, error } = useAnswer(
    ReceivableOrderDocument,
    { id: orderId },
    { pause: !open, staleAfter: ({ about }) => about.has(orderId) },
  );
  const coming = data?.order?.shipments.filter(({ status }) => status === 'IN_TRANSIT') ?? [];
  return (
    <Dialog title={t`Receive goods`} open={open} close={close}>
      {error && !data && <RefusedAnswer error={error} />}
      {!data && !error && <Loading rows={3} />}
      {coming.map((shipment) => (
        <div key={shipment.id}>
          <Parcels shipments={[shipment]} />
          <ReceiveButton shipment={shipment} done={close} />
        </div>
      ))}
      {data && coming.length === 0 && (
        <p>
          <Trans>No parcel is on its way.</Trans>
        </p>
      )}
    </Dialog>
  );
}

/** Takes a parcel in: all that is in it goes into stock. */
export function ReceiveButton({ shipment, done }: { shipment: ShipmentRowFragment; done?: () => void }) {
  const { t } = useLingui();
  const { run, running } = useChange(ReceiveShipmentDocument);
  const [problems, setProblems] = useState<readonly Problem[]>([]);

  async function receive(): Promise<void> {
    const found = await run({ shipmentId: shipment.id });
    setProblems(found);
    if (found.length > 0) return;
    toast(t`Received. It is in your stock now.`);
    done?.();
  }

  return (
    <>
      <Button look="primary" disabled={running} onClick={() => void receive()}>
        <Trans>Receive this parcel</Trans>
      </Button>
      <Problems of={problems} />
    </>
  );
}
