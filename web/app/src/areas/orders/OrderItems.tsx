import { useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import type { OrderRowFragment } from '../../hub/rows.generated';
import { useViewerIfAny } from '../../hub/viewer';
import { ORDER_STATUS, ORDER_TONE, useWord } from '../../hub/words';
import { Badge } from '../../ui/Badge';
import { Money, Time } from '../../ui/format';
import { Items } from '../../ui/Items';
import { OrderActions } from './actions';

/** Orders in a line or two each, with their next step if asked for. */
export function OrderItems({ orders, withSteps }: { orders: readonly OrderRowFragment[]; withSteps?: boolean }) {
  const { t } = useLingui();
  const word = useWord();
  const own = useViewerIfAny()?.party.id;
  return (
    <Items
      items={orders.map((order) => {
        const seller = order.seller.name;
        const buyer = order.buyer.name;
        return {
          key: order.id,
          title: (
            <Link to="/orders/$orderId" params={{ orderId: order.id }}>
              {order.number}
            </Link>
          ),
          badge: <Badge tone={ORDER_TONE[order.status]}>{word(ORDER_STATUS, order.status)}</Badge>,
          text: (
            <>
              {own === order.seller.id
                ? t`to ${buyer}`
                : own === order.buyer.id
                  ? t`from ${seller}`
                  : t`${seller} to ${buyer}`}{' '}
              · <Money of={order.total} />
            </>
          ),
          aside: order.placedAt && <Time at={order.placedAt} />,
          action: withSteps ? <OrderActions order={order} only="first" /> : undefined,
        };
      })}
    />
  );
}
