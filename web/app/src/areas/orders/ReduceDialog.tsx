import { Trans, useLingui } from '@lingui/react/macro';
import { useState, type FormEvent } from 'react';
import { Problems, RefusedAnswer } from '../../hub/problems';
import { useAnswer, useChange, type Problem } from '../../hub/queries';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { Buttons, Fields, TextArea, TextField } from '../../ui/fields';
import { Loading } from '../../ui/states';
import { toast } from '../../ui/Toasts';
import { ChangeOrderDocument, ReducibleOrderDocument, type ReducibleOrderQuery } from './orders.generated';

interface ReduceDialogProps {
  orderId: string;
  open: boolean;
  close: () => void;
}

/** Says how many pieces of each line are to be ordered, fewer than before. */
export function ReduceDialog({ orderId, open, close }: ReduceDialogProps) {
  const { t } = useLingui();
  const { data, error } = useAnswer(
    ReducibleOrderDocument,
    { id: orderId },
    { pause: !open, staleAfter: ({ about }) => about.has(orderId) },
  );
  const order = data?.order;
  return (
    <Dialog title={order ? t`Order fewer · ${order.number}` : t`Order fewer`} open={open} close={close}>
      {error && !data && <RefusedAnswer error={error} />}
      {!data && !error && <Loading rows={3} />}
      {order && <ReduceForm order={order} close={close} />}
    </Dialog>
  );
}

function ReduceForm({ order, close }: { order: NonNullable<ReducibleOrderQuery['order']>; close: () => void }) {
  const { t } = useLingui();
  const { run, running } = useChange(ChangeOrderDocument);
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const open = order.lines.filter(({ quantity, shipped }) => quantity > shipped);

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const note = String(form.get('note') ?? '').trim();
    const lines = open
      .map((line) => ({ lineId: line.id, quantity: Number(form.get(line.id)), before: line.quantity }))
      .filter(({ quantity, before }) => quantity !== before)
      .map(({ lineId, quantity }) => ({ lineId, quantity }));
    const found = await run({ orderId: order.id, lines, ...(note && { note }) });
    setProblems(found);
    if (found.length > 0) return;
    toast(t`${order.number}: said to the other side.`);
    close();
  }

  return (
    <form className="stack" onSubmit={(event) => void submit(event)}>
      <Fields>
        {open.map(({ id, sku, quantity, shipped }) => (
          <TextField
            key={id}
            label={sku.name}
            hint={t`${quantity} ordered, ${shipped} shipped`}
            name={id}
            type="number"
            inputMode="numeric"
            min={shipped}
            max={quantity}
            defaultValue={quantity}
          />
        ))}
      </Fields>
      <TextArea label={t`Why`} hint={t`The other side reads it in the order's history.`} name="note" maxLength={2000} />
      <Problems of={problems} />
      <Buttons>
        <Button look="danger" type="submit" disabled={running}>
          <Trans>Order fewer</Trans>
        </Button>
        <Button look="quiet" onClick={close}>
          <Trans>Keep it as it is</Trans>
        </Button>
      </Buttons>
    </form>
  );
}
