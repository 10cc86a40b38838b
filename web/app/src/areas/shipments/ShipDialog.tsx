import { Trans, useLingui } from '@lingui/react/macro';
import { useState, type FormEvent } from 'react';
import { Problems, RefusedAnswer } from '../../hub/problems';
import { useAnswer, useChange, type Problem } from '../../hub/queries';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { Buttons, Fields, TextField } from '../../ui/fields';
import { Loading } from '../../ui/states';
import { toast } from '../../ui/Toasts';
import { ShipOrderDocument, ShippableOrderDocument, type ShippableOrderQuery } from './shipments.generated';

interface ShipDialogProps {
  orderId: string;
  open: boolean;
  close: () => void;
}

/** Says what leaves, and by whom. */
export function ShipDialog({ orderId, open, close }: ShipDialogProps) {
  const { t } = useLingui();
  const { data, error } = useAnswer(ShippableOrderDocument, { id: orderId }, { pause: !open });
  const order = data?.order;
  return (
    <Dialog title={order ? t`Ship ${order.number}` : t`Ship`} open={open} close={close}>
      {error && !data && <RefusedAnswer error={error} />}
      {!data && !error && <Loading rows={3} />}
      {order && <ShipForm order={order} close={close} />}
    </Dialog>
  );
}

function ShipForm({ order, close }: { order: NonNullable<ShippableOrderQuery['order']>; close: () => void }) {
  const { t } = useLingui();
  const { run, running } = useChange(ShipOrderDocument);
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const open = order.lines.filter((line) => line.quantity > line.shipped);

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const said = (name: string) => String(form.get(name) ?? '').trim();
    const lines = open
      .map((line) => ({ lineId: line.id, quantity: Number(said(line.id)) }))
      .filter(({ quantity }) => quantity > 0);
    const arrival = said('arrival');
    const found = await run({
      orderId: order.id,
      lines,
      ...(said('carrier') && { carrier: said('carrier') }),
      ...(said('tracking') && { trackingNumber: said('tracking') }),
      ...(arrival && { estimatedArrival: new Date(`${arrival}T18:00:00`).toISOString() }),
    });
    setProblems(found);
    if (found.length > 0) return;
    toast(t`${order.number} is on its way.`);
    close();
  }

  return (
    <form className="stack" onSubmit={(event) => void submit(event)}>
      <Fields>
        <TextField label={t`Carrier`} name="carrier" defaultValue="SF Express" maxLength={100} />
        <TextField label={t`Tracking number`} name="tracking" maxLength={100} autoComplete="off" />
        <TextField label={t`Expected to arrive`} name="arrival" type="date" />
      </Fields>
      <Fields>
        {open.map((line) => (
          <TextField
            key={line.id}
            label={line.sku.name}
            hint={t`${line.quantity - line.shipped} to ship`}
            name={line.id}
            type="number"
            inputMode="numeric"
            min={0}
            max={line.quantity - line.shipped}
            defaultValue={line.quantity - line.shipped}
          />
        ))}
      </Fields>
      <Problems of={problems} />
      <Buttons>
        <Button look="primary" type="submit" disabled={running}>
          <Trans>Ship it</Trans>
        </Button>
        <Button look="quiet" onClick={close}>
          <Trans>Not now</Trans>
        </Button>
      </Buttons>
    </form>
  );
}
