import { Trans, useLingui } from '@lingui/react/macro';
import { useState, type FormEvent } from 'react';
import { RefusedAnswer, Problems } from '../../hub/problems';
import { useAnswer, useChange, type Problem } from '../../hub/queries';
import type { ShipmentRowFragment } from '../../hub/rows.generated';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { Fields, TextField } from '../../ui/fields';
import { Loading } from '../../ui/states';
import { toast } from '../../ui/Toasts';
import { Parcels } from './Parcels';
import styles from './Receiving.module.css';
import { ReceivableOrderDocument, ReceiveShipmentDocument } from './shipments.generated';

interface ReceiveDialogProps {
  orderId: string;
  open: boolean;
  close: () => void;
}

/** The order's parcels that are on their way, each with the form that takes it in. */
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
          <ReceiveForm shipment={shipment} done={close} />
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

/** Takes a parcel in: what arrived in good order goes into stock, and the seller is told of the rest. */
export function ReceiveForm({ shipment, done }: { shipment: ShipmentRowFragment; done?: () => void }) {
  const { t } = useLingui();
  const { run, running } = useChange(ReceiveShipmentDocument);
  const [problems, setProblems] = useState<readonly Problem[]>([]);

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const pieces = (name: string) => Number(form.get(name) ?? 0);
    const lines = shipment.lines
      .map(({ line, quantity }) => {
        const damaged = pieces(`damaged ${line.id}`);
        const missing = pieces(`missing ${line.id}`);
        return { lineId: line.id, received: quantity - damaged - missing, damaged, missing };
      })
      .filter(({ damaged, missing }) => damaged + missing > 0);
    const found = await run({ shipmentId: shipment.id, ...(lines.length > 0 && { lines }) });
    setProblems(found);
    if (found.length > 0) return;
    toast(
      lines.length > 0
        ? t`Received. The seller is told what was damaged or missing.`
        : t`Received. It is in your stock now.`,
    );
    done?.();
  }

  return (
    <form className="stack" onSubmit={(event) => void submit(event)}>
      <details>
        <summary>
          <Trans>Something is damaged or missing</Trans>
        </summary>
        {shipment.lines.map(({ line, quantity }) => (
          <fieldset key={line.id} className={styles.line}>
            <legend>
              {quantity} × {line.sku.name}
            </legend>
            <Fields>
              <PiecesField label={t`Damaged`} name={`damaged ${line.id}`} most={quantity} />
              <PiecesField label={t`Missing`} name={`missing ${line.id}`} most={quantity} />
            </Fields>
          </fieldset>
        ))}
      </details>
      <Problems of={problems} />
      <Button look="primary" type="submit" disabled={running}>
        <Trans>Receive this parcel</Trans>
      </Button>
    </form>
  );
}

function PiecesField({ label, name, most }: { label: string; name: string; most: number }) {
  return <TextField label={label} name={name} type="number" inputMode="numeric" min={0} max={most} defaultValue={0} />;
}
