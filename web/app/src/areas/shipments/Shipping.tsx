import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { OrderActions } from '../orders/actions';
import { RefusedAnswer } from '../../hub/problems';
import { useAnswer } from '../../hub/queries';
import { useViewer } from '../../hub/viewer';
import { ORDER_STATUS, ORDER_TONE, useWord } from '../../hub/words';
import { Badge, Count } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { useFormat } from '../../ui/format';
import { Page } from '../../ui/page';
import { Empty, Loading } from '../../ui/states';
import styles from './Shipping.module.css';
import { OrdersToShipDocument } from './shipments.generated';

const SHOWN_ORDERS = 50;

/** What is to leave, the oldest first: on the screen to ship it, on paper to pick it. */
export function Shipping() {
  const { t } = useLingui();
  const word = useWord();
  const { number } = useFormat();
  const { party } = useViewer();
  const { data, error, reload } = useAnswer(
    OrdersToShipDocument,
    { first: SHOWN_ORDERS, sellerId: party.id },
    { staleAfter: ({ field }) => field === 'orderEvents' },
  );
  const orders = data?.orders.nodes;
  return (
    <Page
      title={t`Shipping`}
      aside={data && <Count>{number(data.orders.totalCount)}</Count>}
      help={
        <p>
          <Trans>
            Orders that are confirmed and not wholly shipped. Print the list for the warehouse: a box to tick for each
            line. Then ship each order, with its carrier and tracking number.
          </Trans>
        </p>
      }
      actions={
        <Button onClick={() => window.print()} disabled={!orders?.length}>
          <Trans>Print pick list</Trans>
        </Button>
      }
    >
      {error && !data && <RefusedAnswer error={error} retry={reload} />}
      {!data && !error && <Loading rows={8} />}
      {orders?.length === 0 && (
        <Empty>
          <Trans>Nothing is to be shipped. Orders come here once they are confirmed.</Trans>
        </Empty>
      )}
      <ul className={styles.orders}>
        {orders?.map((order) => (
          <li key={order.id} aria-label={order.number}>
            <header>
              <Link to="/orders/$orderId" params={{ orderId: order.id }}>
                {order.number}
              </Link>
              <Badge tone={ORDER_TONE[order.status]}>{word(ORDER_STATUS, order.status)}</Badge>
              <span>
                {order.buyer.name}
                {order.deliverTo && <> · {order.deliverTo.name}</>}
              </span>
              <span className={`${styles.steps} no-print`}>
                <OrderActions order={order} only="first" />
              </span>
            </header>
            <ul className={styles.lines}>
              {order.lines
                .filter(({ quantity, shipped }) => quantity > shipped)
                .map((line) => (
                  <li key={line.id}>
                    <span className={styles.box} aria-hidden="true" />
                    <strong>{number(line.quantity - line.shipped)}</strong>
                    <span>{line.sku.name}</span>
                    <code>{line.sku.code}</code>
                  </li>
                ))}
            </ul>
          </li>
        ))}
      </ul>
    </Page>
  );
}
