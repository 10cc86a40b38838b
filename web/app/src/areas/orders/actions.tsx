import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { TypedDocumentNode } from 'urql';
import type { OrderAction } from '../../hub/graph.generated';
import { useProblems } from '../../hub/problems';
import { useChange } from '../../hub/queries';
import { ORDER_ACTION, useWord } from '../../hub/words';
import type { OrderRowFragment } from '../../hub/rows.generated';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { Buttons, TextArea } from '../../ui/fields';
import { toast } from '../../ui/Toasts';
import { ReceiveDialog } from '../shipments/ReceiveDialog';
import { ShipDialog } from '../shipments/ShipDialog';
import { ReduceDialog } from './ReduceDialog';
import {
  AcceptOrderChangeDocument,
  CancelOrderDocument,
  CloseOrderDocument,
  CompleteOrderDocument,
  ConfirmOrderDocument,
  DeclineOrderChangeDocument,
  FinishProductionDocument,
  RejectOrderDocument,
  StartProductionDocument,
  WithdrawOrderChangeDocument,
} from './orders.generated';

interface StepInput {
  requestId: string;
  orderId: string;
  note?: string | null | undefined;
}

type Step = TypedDocumentNode<unknown, { input: StepInput }>;

/** Steps that an order takes by one mutation. The others ask for more, each in a dialog of its own. */
const STEPS: Partial<Record<OrderAction, Step>> = {
  CONFIRM: ConfirmOrderDocument as Step,
  REJECT: RejectOrderDocument as Step,
  START_PRODUCTION: StartProductionDocument as Step,
  FINISH_PRODUCTION: FinishProductionDocument as Step,
  CANCEL: CancelOrderDocument as Step,
  COMPLETE: CompleteOrderDocument as Step,
  CLOSE: CloseOrderDocument as Step,
  ACCEPT_CHANGE: AcceptOrderChangeDocument as Step,
  DECLINE_CHANGE: DeclineOrderChangeDocument as Step,
  WITHDRAW_CHANGE: WithdrawOrderChangeDocument as Step,
};

/** Steps that the other side is told a reason for. */
const WITH_REASON: readonly OrderAction[] = ['REJECT', 'CANCEL', 'CLOSE', 'DECLINE_CHANGE', 'WITHDRAW_CHANGE'];

const WITH_LINES: readonly OrderAction[] = ['SHIP', 'RECEIVE', 'CHANGE'];

/** Steps that go no further with an order: never the one to press. */
const BACKWARDS: readonly OrderAction[] = [...WITH_REASON, 'CHANGE'];

/** A part and the whole are one button; its dialog says how much. */
function buttonsOf(actions: readonly OrderAction[]): OrderAction[] {
  const whole = actions.map((action) =>
    action === 'SHIP_PART' ? 'SHIP' : action === 'RECEIVE_PART' ? 'RECEIVE' : action,
  );
  return [...new Set(whole)].filter((action) => action in STEPS || WITH_LINES.includes(action));
}

/** Everything that the viewer may do with the order now, as buttons; the first is the one to press. */
export function OrderActions({ order, only }: { order: OrderRowFragment; only?: 'first' }) {
  const [asked, setAsked] = useState<OrderAction | null>(null);
  const word = useWord();
  const buttons = buttonsOf(order.availableActions);
  const shown = only === 'first' ? buttons.filter((action) => !BACKWARDS.includes(action)).slice(0, 1) : buttons;
  const close = () => setAsked(null);
  const isAsked = (action: OrderAction) => asked === action;
  if (shown.length === 0 && asked === null) return null;

  return (
    <>
      {shown.map((action, index) =>
        STEPS[action] && !WITH_REASON.includes(action) ? (
          <StepButton key={action} order={order} action={action} step={STEPS[action]} primary={index === 0} />
        ) : (
          <Button
            key={action}
            look={BACKWARDS.includes(action) ? 'danger' : 'primary'}
            onClick={() => setAsked(action)}
          >
            {word(ORDER_ACTION, action)}
          </Button>
        ),
      )}
      {WITH_REASON.map((action) => (
        <ReasonDialog key={action} order={order} action={action} open={isAsked(action)} close={close} />
      ))}
      <ShipDialog orderId={order.id} open={isAsked('SHIP')} close={close} />
      <ReceiveDialog orderId={order.id} open={isAsked('RECEIVE')} close={close} />
      <ReduceDialog orderId={order.id} open={isAsked('CHANGE')} close={close} />
    </>
  );
}

function useStep(step: Step) {
  const { run, running } = useChange(step);
  const { all } = useProblems();
  return {
    running,
    /** Takes the step, and tells what came of it; returns whether it was taken. */
    take: async (orderId: string, told: string, note?: string): Promise<boolean> => {
      const problems = await run({ orderId, ...(note ? { note } : {}) });
      if (problems.length > 0) toast(all(problems), 'bad');
      else toast(told);
      return problems.length === 0;
    },
  };
}

function StepButton({
  order,
  action,
  step,
  primary,
}: {
  order: OrderRowFragment;
  action: OrderAction;
  step: Step;
  primary: boolean;
}) {
  const { t } = useLingui();
  const word = useWord();
  const { take, running } = useStep(step);
  const name = word(ORDER_ACTION, action);
  const number = order.number;
  return (
    <Button
      look={primary ? 'primary' : 'plain'}
      disabled={running}
      onClick={() => void take(order.id, t`${number}: done (${name})`)}
    >
      {name}
    </Button>
  );
}

function ReasonDialog({
  order,
  action,
  open,
  close,
}: {
  order: OrderRowFragment;
  action: OrderAction;
  open: boolean;
  close: () => void;
}) {
  const { t } = useLingui();
  const word = useWord();
  const { take, running } = useStep(STEPS[action]!);
  const [note, setNote] = useState('');
  const name = word(ORDER_ACTION, action);
  const number = order.number;
  return (
    <Dialog title={`${name} · ${number}`} open={open} close={close}>
      <TextArea
        label={t`Why`}
        hint={t`The other side reads it in the order's history.`}
        value={note}
        maxLength={2000}
        onChange={(event) => setNote(event.target.value)}
      />
      <Buttons>
        <Button
          look="danger"
          disabled={running}
          onClick={() => void take(order.id, t`${number}: done (${name})`, note).then((taken) => taken && close())}
        >
          {name}
        </Button>
        <Button look="quiet" onClick={close}>
          <Trans>Keep it as it is</Trans>
        </Button>
      </Buttons>
    </Dialog>
  );
}
