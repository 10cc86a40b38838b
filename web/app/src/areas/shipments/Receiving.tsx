import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { RefusedAnswer } from '../../hub/problems';
import { useAnswer } from '../../hub/queries';
import { useViewer } from '../../hub/viewer';
import { Count } from '../../ui/Badge';
import { TextField } from '../../ui/fields';
import { useFormat } from '../../ui/format';
import { Page } from '../../ui/page';
import { Empty, Loading } from '../../ui/states';
import { Parcels } from './Parcels';
import { ReceiveForm } from './ReceiveDialog';
import styles from './Receiving.module.css';
import { OrdersToReceiveDocument } from './shipments.generated';

const SHOWN_ORDERS = 50;

/** Parcels on their way to us; made for a phone beside the ramp. */
export function Receiving() {
  const { t } = useLingui();
  const { number } = useFormat();
  const { party } = useViewer();
  const [find, setFind] = useState('');
  const { data, error, reload } = useAnswer(
    OrdersToReceiveDocument,
    { first: SHOWN_ORDERS, buyerId: party.id },
    { staleAfter: ({ field }) => field === 'orderEvents' || field === 'shipmentEvents' },
  );
  const parcels = data?.orders.nodes.flatMap((order) =>
    order.shipments.filter(({ status }) => status === 'IN_TRANSIT').map((shipment) => ({ order, shipment })),
  );
  const words = find.trim().toLowerCase();
  const shown = parcels?.filter(
    ({ order, shipment }) =>
      order.number.toLowerCase().includes(words) || (shipment.trackingNumber ?? '').toLowerCase().includes(words),
  );

  return (
    <Page
      title={t`Receiving`}
      aside={parcels && <Count>{number(parcels.length)}</Count>}
      help={
        <p>
          <Trans>
            Parcels that are on their way to you. Type or scan the tracking number or the order number, look into the
            parcel, and receive it: what is in it is in your stock at once, and the seller knows. Say first what arrived
            damaged, or not at all.
          </Trans>
        </p>
      }
    >
      <TextField
        label={t`Tracking number or order number`}
        type="search"
        autoComplete="off"
        value={find}
        onChange={(event) => setFind(event.target.value)}
      />
      {error && !data && <RefusedAnswer error={error} retry={reload} />}
      {!data && !error && <Loading rows={6} />}
      {shown?.length === 0 && (
        <Empty>
          {words ? <Trans>No parcel on its way has this number.</Trans> : <Trans>No parcel is on its way.</Trans>}
        </Empty>
      )}
      <ul className={styles.parcels}>
        {shown?.map(({ order, shipment }) => (
          <li key={shipment.id} aria-label={order.number}>
            <p>
              <strong>{order.seller.name}</strong> · {order.number}
            </p>
            <Parcels shipments={[shipment]} />
            <ReceiveForm shipment={shipment} />
          </li>
        ))}
      </ul>
    </Page>
  );
}
