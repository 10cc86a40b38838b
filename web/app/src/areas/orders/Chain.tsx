import { useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import type { OrderStatus } from '../../hub/graph.generated';
import type { OrderRowFragment } from '../../hub/rows.generated';
import { ORDER_STATUS, ORDER_TONE, useWord } from '../../hub/words';
import { ORDER_KIND } from './words';
import { Badge } from '../../ui/Badge';
import { Money } from '../../ui/format';
import styles from './Chain.module.css';
import type { OrderDetailQuery } from './orders.generated';

type Order = NonNullable<OrderDetailQuery['order']>;

/** Who has to act before the order goes on. */
const WAITS_FOR: Partial<Record<OrderStatus, 'seller' | 'buyer'>> = {
  PLACED: 'seller',
  CONFIRMED: 'seller',
  IN_PRODUCTION: 'seller',
  READY: 'seller',
  PARTIALLY_SHIPPED: 'seller',
  SHIPPED: 'buyer',
  DELIVERED: 'buyer',
};

/** The orders that caused one another, in lanes from the supplier's to the consumer's; what waits glows. */
export function Chain({ order }: { order: Order }) {
  const { t } = useLingui();
  const word = useWord();
  const all: OrderRowFragment[] = [
    ...order.causes.flatMap(({ causes }) => causes),
    ...order.causes,
    order,
    ...(order.causedBy ? [order.causedBy] : []),
    ...(order.causedBy?.causedBy ? [order.causedBy.causedBy] : []),
  ];
  const lanes = (['SUPPLY', 'WHOLESALE', 'RETAIL'] as const).map((kind) => ({
    kind,
    orders: all.filter((other) => other.kind === kind),
  }));

  return (
    <ol className={styles.chain} aria-label={t`Orders that caused one another`}>
      {lanes.map(({ kind, orders }) => (
        <li key={kind} className={styles.lane} data-empty={orders.length === 0 || undefined}>
          <h3>{word(ORDER_KIND, kind)}</h3>
          {orders.length === 0 && <p className={styles.none}>{t`none that you see`}</p>}
          {orders.map((other) => (
            <Stop key={other.id} order={other} isThis={other.id === order.id} />
          ))}
        </li>
      ))}
    </ol>
  );
}

function Stop({ order, isThis }: { order: OrderRowFragment; isThis: boolean }) {
  const { t } = useLingui();
  const word = useWord();
  const waitsFor = WAITS_FOR[order.status];
  const who = waitsFor && order[waitsFor].name;
  return (
    <article
      className={styles.stop}
      data-this={isThis || undefined}
      data-waits={order.status === 'PLACED' || undefined}
    >
      <header>
        {isThis ? (
          <strong>{order.number}</strong>
        ) : (
          <Link to="/orders/$orderId" params={{ orderId: order.id }}>
            {order.number}
          </Link>
        )}
        <Badge tone={ORDER_TONE[order.status]}>{word(ORDER_STATUS, order.status)}</Badge>
      </header>
      <p>
        {order.seller.name} → {order.buyer.name}
      </p>
      <footer>
        <Money of={order.total} />
        {who && <span>{t`waits for ${who}`}</span>}
      </footer>
    </article>
  );
}
