import { Trans, useLingui } from '@lingui/react/macro';
import { Navigate, useNavigate } from '@tanstack/react-router';
import { OrderAgain } from '../areas/carts/OrderAgain';
import { MyOrdersDocument } from '../areas/catalogue/catalogue.generated';
import { OrderActions } from '../areas/orders/actions';
import { Parcels } from '../areas/shipments/Parcels';
import { RefusedAnswer } from '../hub/problems';
import { useAnswer } from '../hub/queries';
import { useViewerIfAny } from '../hub/viewer';
import { ORDER_STATUS, ORDER_TONE, useWord } from '../hub/words';
import { Badge } from '../ui/Badge';
import { ButtonLink } from '../ui/Button';
import { Money, Time } from '../ui/format';
import { Empty, Loading } from '../ui/states';
import styles from './MyOrders.module.css';

const SHOWN_ORDERS = 20;

/** What one has ordered, and where it is by now. */
export function MyOrders() {
  const { t } = useLingui();
  const viewer = useViewerIfAny();
  const word = useWord();
  const navigate = useNavigate();
  const { data, error, reload } = useAnswer(
    MyOrdersDocument,
    { first: SHOWN_ORDERS },
    { pause: !viewer, staleAfter: ({ field }) => field === 'orderEvents' || field === 'shipmentEvents' },
  );
  if (!viewer) return <Navigate to="/sign-in" />;

  return (
    <div className={styles.screen}>
      <title>{t`My orders`}</title>
      <h1>
        <Trans>My orders</Trans>
      </h1>
      {error && !data && <RefusedAnswer error={error} retry={reload} />}
      {!data && !error && <Loading rows={6} />}
      {data?.orders.nodes.length === 0 && (
        <Empty
          action={
            <ButtonLink to="/">
              <Trans>To the shop</Trans>
            </ButtonLink>
          }
        >
          <Trans>You have not ordered anything yet.</Trans>
        </Empty>
      )}
      <ul className={styles.orders}>
        {data?.orders.nodes.map((order) => (
          <li key={order.id} aria-label={order.number}>
            <header>
              <strong>{order.number}</strong>
              <Badge tone={ORDER_TONE[order.status]}>{word(ORDER_STATUS, order.status)}</Badge>
              <span>{order.placedAt && <Time at={order.placedAt} />}</span>
            </header>
            <ul className={styles.lines}>
              {order.lines.map(({ id, quantity, sku }) => (
                <li key={id}>
                  {quantity} × {sku.name}
                </li>
              ))}
            </ul>
            <p>
              {order.seller.name} · <Money of={order.total} />
            </p>
            {order.shipments.length > 0 && order.status !== 'COMPLETED' && <Parcels shipments={order.shipments} />}
            <p className={styles.steps}>
              <OrderActions order={order} />
              <OrderAgain orderId={order.id} done={() => void navigate({ to: '/cart' })} />
            </p>
          </li>
        ))}
      </ul>
    </div>
  );
}
