import { Trans, useLingui } from '@lingui/react/macro';
import { useNavigate, useParams } from '@tanstack/react-router';
import { RefusedAnswer } from '../../hub/problems';
import { Price, useQuantity } from '../../hub/quantities';
import { useAnswer, type Answer } from '../../hub/queries';
import { useViewer } from '../../hub/viewer';
import { ORDER_STATUS, ORDER_TONE, useWord } from '../../hub/words';
import { ORDER_CHANGE, ORDER_EVENT, ORDER_KIND } from './words';
import { Badge } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { Money, Time, useFormat } from '../../ui/format';
import { Columns, Facts, Page, Section } from '../../ui/page';
import { Empty, Loading, Notice } from '../../ui/states';
import { Table, type Column } from '../../ui/Table';
import { Timeline } from '../../ui/Timeline';
import { addressLine } from '../addresses/lines';
import { OrderAgain } from '../carts/OrderAgain';
import { Parcels } from '../shipments/Parcels';
import { OrderActions } from './actions';
import { Chain } from './Chain';
import { OrderDetailDocument, type OrderDetailQuery } from './orders.generated';

type Order = NonNullable<OrderDetailQuery['order']>;

/** One order with all that belongs to it, as it is now. */
export function OrderDetail() {
  const { t } = useLingui();
  const { orderId } = useParams({ strict: false }) as { orderId: string };
  const { data, error, reload }: Answer<OrderDetailQuery> = useAnswer(
    OrderDetailDocument,
    { id: orderId },
    { staleAfter: ({ about }): boolean => about.has(orderId) || !chainOf(data?.order).isDisjointFrom(about) },
  );
  const word = useWord();
  const { party } = useViewer();
  const navigate = useNavigate();
  const order = data?.order;

  return (
    <Page
      title={order ? t`Order ${order.number}` : t`Order`}
      aside={order && <Badge tone={ORDER_TONE[order.status]}>{word(ORDER_STATUS, order.status)}</Badge>}
      help={
        <>
          <p>
            <Trans>
              The buttons are what you may do now; each changes the order for both sides at once. What only the other
              side may do is not offered.
            </Trans>
          </p>
          <p>
            <Trans>
              The chain shows which order made this one necessary, and which orders it caused further up, as far as you
              take part in them. What glows waits for somebody.
            </Trans>
          </p>
        </>
      }
      actions={
        order && (
          <>
            <OrderActions order={order} />
            {order.buyer.id === party.id && order.kind !== 'RETAIL' && (
              <OrderAgain orderId={order.id} done={() => void navigate({ to: '/order-pad' })} />
            )}
            <Button look="quiet" onClick={() => window.print()}>
              <Trans>Print</Trans>
            </Button>
          </>
        )
      }
    >
      {error && !data && <RefusedAnswer error={error} retry={reload} />}
      {!data && !error && <Loading rows={8} />}
      {data && !order && (
        <Empty>
          <Trans>There is no such order, or it is not yours to see.</Trans>
        </Empty>
      )}
      {order && <Shown order={order} />}
    </Page>
  );
}

/** A line as the order pad reads it. */
function chainOf(order: Order | null | undefined): ReadonlySet<string> {
  if (!order) return new Set();
  const others = [
    order.causedBy,
    order.causedBy?.causedBy,
    ...order.causes,
    ...order.causes.flatMap(({ causes }) => causes),
  ];
  return new Set([...others.flatMap((other) => (other ? [other.id] : [])), ...order.shipments.map(({ id }) => id)]);
}

function Shown({ order }: { order: Order }) {
  const { t } = useLingui();
  const word = useWord();
  const { date, number } = useFormat();
  const quantity = useQuantity();
  const { party } = useViewer();
  return (
    <>
      <Facts
        facts={[
          [t`Seller`, order.seller.name + (order.seller.id === party.id ? t` (us)` : '')],
          [t`Buyer`, order.buyer.name + (order.buyer.id === party.id ? t` (us)` : '')],
          [t`Kind`, word(ORDER_KIND, order.kind)],
          [t`Placed`, order.placedAt ? <Time at={order.placedAt} /> : t`not yet`],
          [t`Total`, <Money of={order.total} />],
          [
            t`Deliver to`,
            order.deliverTo ? order.deliverTo.name : order.address ? addressLine(order.address) : t`not said`,
          ],
          ...(order.requestedFor ? [[t`Wanted on`, date(order.requestedFor)] as const] : []),
          ...(order.buyerReference ? [[t`Buyer's reference`, order.buyerReference] as const] : []),
          ...(order.note ? [[t`Note`, order.note] as const] : []),
        ]}
      />
      {order.changes
        .filter(({ status }) => status === 'ASKED')
        .map((change) => (
          <AskedChange key={change.id} change={change} />
        ))}
      <Section title={t`Where it stands in the chain`}>
        <Chain order={order} />
      </Section>
      <Section title={t`Lines`}>
        <Table
          label={t`Lines`}
          rows={order.lines}
          keyOf={(line) => line.id}
          columns={[
            {
              key: 'sku',
              header: t`Article`,
              leads: true,
              cell: ({ sku, madeToOrder, note }) => (
                <>
                  {sku.name} {madeToOrder && <Badge tone="made">{t`Made to order`}</Badge>}
                  {note && <small> {note}</small>}
                </>
              ),
            },
            { key: 'code', header: t`Code`, cell: ({ sku }) => sku.code },
            {
              key: 'quantity',
              header: t`Ordered`,
              align: 'end',
              cell: (line) => quantity(line.quantity, line.sku.unit),
            },
            { key: 'allocated', header: t`Reserved`, align: 'end', cell: (line) => number(line.allocated) },
            { key: 'shipped', header: t`Shipped`, align: 'end', cell: (line) => number(line.shipped) },
            { key: 'received', header: t`Received`, align: 'end', cell: (line) => number(line.received) },
            ...(order.lines.some(({ damaged, missing }) => damaged + missing > 0)
              ? ([
                  { key: 'damaged', header: t`Damaged`, align: 'end', cell: (line) => number(line.damaged) },
                  { key: 'missing', header: t`Missing`, align: 'end', cell: (line) => number(line.missing) },
                ] satisfies Column<Order['lines'][number]>[])
              : []),
            {
              key: 'price',
              header: t`Price`,
              align: 'end',
              cell: ({ unitPrice, per, sku }) => <Price of={{ price: unitPrice, per }} unit={sku.unit} />,
            },
            { key: 'total', header: t`Total`, align: 'end', cell: (line) => <Money of={line.total} /> },
          ]}
        />
      </Section>
      <Columns>
        <Section title={t`Parcels`}>
          {order.shipments.length === 0 ? (
            <Empty>{t`Nothing is on its way yet.`}</Empty>
          ) : (
            <Parcels shipments={order.shipments} />
          )}
        </Section>
        <Section title={t`History`}>
          <Timeline
            steps={order.history.toReversed().map((event) => ({
              key: event.id,
              title: word(ORDER_EVENT, event.kind),
              at: event.occurredAt,
              by: event.actor ? event.actor.name : null,
              note: event.note,
            }))}
          />
        </Section>
      </Columns>
    </>
  );
}

/** What one side has asked for, until the other says yes or no. */
function AskedChange({ change }: { change: Order['changes'][number] }) {
  const { t } = useLingui();
  const word = useWord();
  const { party } = useViewer();
  const who = change.askedBy.id === party.id ? t`We` : change.askedBy.name;
  return (
    <Notice tone="attention">
      <strong>
        {who}: {word(ORDER_CHANGE, change.kind)}
      </strong>
      {change.lines.map(({ line, quantityBefore, quantity }) => (
        <p key={line.id}>{t`${line.sku.name}: ${quantity} instead of ${quantityBefore}`}</p>
      ))}
      {change.note && <p>{change.note}</p>}
    </Notice>
  );
}
