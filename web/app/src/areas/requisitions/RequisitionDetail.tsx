import { Trans, useLingui } from '@lingui/react/macro';
import { Link, useParams } from '@tanstack/react-router';
import { ChangeDialog } from '../../hub/ChangeDialog';
import { RefusedAnswer, useProblems } from '../../hub/problems';
import { useAct } from '../../hub/act';
import { useQuantity } from '../../hub/quantities';
import { useAnswer, useChange } from '../../hub/queries';
import { useViewer } from '../../hub/viewer';
import { useWord } from '../../hub/words';
import { Button } from '../../ui/Button';
import { TextArea } from '../../ui/fields';
import { Money, useFormat } from '../../ui/format';
import { Page, Section } from '../../ui/page';
import { Empty, Loading, Notice } from '../../ui/states';
import { Table } from '../../ui/Table';
import { Timeline } from '../../ui/Timeline';
import {
  AddRequisitionToCartDocument,
  ApproveRequisitionDocument,
  DeclineRequisitionDocument,
  RequisitionDetailDocument,
  WithdrawRequisitionDocument,
  type RequisitionDetailQuery,
} from './requisitions.generated';
import { State } from './State';
import { Totals, totalsOf } from './totals';
import { REQUISITION_EVENT } from './words';

type Requisition = NonNullable<RequisitionDetailQuery['requisition']>;
type Part = Requisition['parts'][number];

/** One requisition: what would be ordered and what it costs now, what was said, and what one may do. */
export function RequisitionDetail() {
  const { t } = useLingui();
  const { requisitionId } = useParams({ strict: false }) as { requisitionId: string };
  const { data, error, reload } = useAnswer(
    RequisitionDetailDocument,
    { id: requisitionId },
    { staleAfter: ({ about }) => about.has(requisitionId) },
  );
  const requisition = data?.requisition;
  const who = requisition?.submittedBy?.name;

  return (
    <Page
      title={who ? t`Requisition by ${who}` : t`Requisition`}
      aside={requisition && <State of={requisition} />}
      help={
        <p>
          <Trans>
            Approve it, and its orders are placed at once, by the usual rules and at the prices of now. Turn it down,
            and nothing is ordered; what it was about can be put back into the cart.
          </Trans>
        </p>
      }
      actions={requisition && <Steps of={requisition} reload={reload} />}
    >
      {error && !data && <RefusedAnswer error={error} retry={reload} />}
      {!data && !error && <Loading rows={6} />}
      {data && !requisition && (
        <Empty>
          <Trans>There is no such requisition, or it is not yours.</Trans>
        </Empty>
      )}
      {requisition && (
        <>
          <Asked of={requisition} />
          {requisition.parts.map((part) => (
            <Ordered key={part.id} part={part} />
          ))}
          <History of={requisition} />
        </>
      )}
    </Page>
  );
}

function Asked({ of: { note, deliverTo, address, parts, status } }: { of: Requisition }) {
  const { t } = useLingui();
  const then = totalsOf(parts.map(({ total }) => total));
  const now = totalsOf(parts.map(({ quote }) => quote?.total));
  const isChanged = status === 'WAITING' && parts.some(hasChanged);
  const place = deliverTo?.name ?? (address && [address.recipient, address.lines, address.city].join(', '));
  return (
    <Section title={t`What is asked for`}>
      {note && <p>{note}</p>}
      <p>
        <Trans>
          In all: <Totals of={then} />
        </Trans>
        {place && <> · {t`to ${place}`}</>}
      </p>
      {isChanged && (
        <Notice tone="attention">
          <Trans>
            Prices have changed since: it comes to <Totals of={now} /> now. Approving it orders at that.
          </Trans>
        </Notice>
      )}
    </Section>
  );
}

function hasChanged({ total, quote }: Part): boolean {
  return quote?.total?.minor !== undefined && quote.total.minor !== total?.minor;
}

/** What would be ordered, or was, from one seller. */
function Ordered({ part }: { part: Part }) {
  const { t } = useLingui();
  const { all } = useProblems();
  const { date } = useFormat();
  const write = useQuantity();
  const { seller, lines, quote, order, total } = part;
  const shown = quote?.total ?? total;
  const name = seller?.name ?? t`A seller you do not see any more`;
  const day = part.requestedFor && date(part.requestedFor);
  const said = [part.buyerReference, day && t`wanted on ${day}`, part.coupon, part.note].filter(Boolean).join(' · ');
  const rows = lines.map((line, place) => ({ ...line, quoted: quote?.lines[place] }));
  // What one may not approve oneself is no fault of the order.
  const problems = (quote?.problems ?? []).filter(({ code }) => code !== 'NEEDS_APPROVAL');
  return (
    <Section
      title={name}
      aside={
        order ? (
          <Link to="/orders/$orderId" params={{ orderId: order.id }}>
            <Trans>Order {order.number}</Trans>
          </Link>
        ) : (
          shown && (
            <strong>
              <Money of={shown} />
            </strong>
          )
        )
      }
    >
      {said && <p>{said}</p>}
      <Table
        label={name}
        rows={rows}
        keyOf={({ id }) => id}
        columns={[
          { key: 'sku', header: t`Article`, leads: true, cell: ({ sku }) => sku?.name ?? '—' },
          { key: 'code', header: t`Code`, cell: ({ sku }) => sku?.code },
          {
            key: 'quantity',
            header: t`Quantity`,
            align: 'end',
            cell: ({ quantity, sku }) => write(quantity, sku?.unit ?? 'C62'),
          },
          {
            key: 'total',
            header: t`Total now`,
            align: 'end',
            cell: ({ quoted }) =>
              quoted && quoted.problems.length > 0
                ? all(quoted.problems)
                : quoted?.total && <Money of={quoted.total} />,
          },
          { key: 'note', header: t`Note`, cell: ({ note }) => note },
        ]}
      />
      {problems.length > 0 && <Notice tone="attention">{all(problems)}</Notice>}
    </Section>
  );
}

function Steps({ of, reload }: { of: Requisition; reload: () => void }) {
  const { t } = useLingui();
  const { account, role } = useViewer();
  const approve = useChange(ApproveRequisitionDocument, reload);
  const decline = useChange(DeclineRequisitionDocument, reload);
  const withdraw = useChange(WithdrawRequisitionDocument, reload);
  const back = useAct(AddRequisitionToCartDocument);
  const { availableActions: may, id: requisitionId, status } = of;
  const decides = may.includes('APPROVE');
  const isOwn = of.submittedBy?.id === account.id;
  const input = (said: (field: string) => string) => ({
    requisitionId,
    ...(said('message') && { message: said('message') }),
  });
  const word = <TextArea label={t`What you say with it`} name="message" maxLength={2000} />;
  if (status !== 'WAITING') {
    return role === 'WAREHOUSE' || role === 'ANALYST' ? null : (
      <Button disabled={back.running} onClick={() => void back.act({ requisitionId }, t`It is in the cart.`)}>
        <Trans>Put into the cart</Trans>
      </Button>
    );
  }
  return (
    <>
      {decides && (
        <ChangeDialog
          name={t`Approve`}
          title={t`Approve and order`}
          look="primary"
          told={t`Approved; the orders are placed.`}
          change={async (said) => {
            const found = await approve.run({
              ...input(said),
              parts: of.parts.flatMap(({ seller, quote }) =>
                seller && quote?.total ? [{ sellerId: seller.id, expectedTotalMinor: quote.total.minor }] : [],
              ),
            });
            // What it costs now may be what has changed.
            if (found.length > 0) reload();
            return found;
          }}
        >
          <p>
            <Trans>
              To be ordered now: <Totals of={totalsOf(of.parts.map(({ quote, total }) => quote?.total ?? total))} />
            </Trans>
          </p>
          {word}
        </ChangeDialog>
      )}
      {may.includes('DECLINE') && (
        <ChangeDialog
          name={t`Turn down`}
          title={t`Turn down this requisition`}
          look="danger"
          told={t`Turned down.`}
          change={(said) => decline.run({ requisitionId, message: said('message') })}
        >
          <TextArea label={t`Why`} name="message" maxLength={2000} required />
        </ChangeDialog>
      )}
      {may.includes('WITHDRAW') && (isOwn || !decides) && (
        <ChangeDialog
          name={t`Withdraw`}
          title={t`Withdraw this requisition`}
          told={t`Withdrawn.`}
          change={(said) => withdraw.run(input(said))}
        >
          {word}
        </ChangeDialog>
      )}
    </>
  );
}

function History({ of: { history } }: { of: Requisition }) {
  const { t } = useLingui();
  const word = useWord();
  return (
    <Section title={t`What was said`}>
      <Timeline
        steps={history.toReversed().map(({ id, kind, actor, occurredAt, message }) => ({
          key: id,
          title: word(REQUISITION_EVENT, kind),
          at: occurredAt,
          by: actor?.name ?? t`A former colleague`,
          note: message,
        }))}
      />
    </Section>
  );
}
