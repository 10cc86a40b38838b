import { useLingui } from '@lingui/react/macro';
import type { ShipmentRowFragment } from '../../hub/rows.generated';
import { SHIPMENT_STATUS, TRACKING_STATUS, useWord } from '../../hub/words';
import { Badge } from '../../ui/Badge';
import { Time } from '../../ui/format';
import { Timeline } from '../../ui/Timeline';
import styles from './Parcels.module.css';

/** Parcels of an order: what is in them, and where they are. */
export function Parcels({ shipments }: { shipments: readonly ShipmentRowFragment[] }) {
  const { t } = useLingui();
  const word = useWord();
  return (
    <ul className={styles.parcels}>
      {shipments.map((shipment) => (
        <li key={shipment.id}>
          <header>
            <strong>{shipment.carrier ?? t`Parcel`}</strong>
            {shipment.trackingNumber && <code>{shipment.trackingNumber}</code>}
            <Badge tone={shipment.status === 'DELIVERED' ? 'good' : 'accent'}>
              {word(SHIPMENT_STATUS, shipment.status)}
            </Badge>
          </header>
          <p>{shipment.lines.map(({ line, quantity }) => `${quantity} × ${line.sku.name}`).join(' · ')}</p>
          {shipment.lines.map(({ id, line, damaged, missing }) =>
            (damaged ?? 0) + (missing ?? 0) > 0 ? (
              <p key={id}>
                <Badge tone="bad">{t`${damaged ?? 0} damaged, ${missing ?? 0} missing`}</Badge> {line.sku.name}
              </p>
            ) : null,
          )}
          {shipment.status === 'IN_TRANSIT' && shipment.estimatedArrival && (
            <p>
              {t`Expected`} <Time at={shipment.estimatedArrival} />
            </p>
          )}
          {shipment.trackingEvents.length > 0 && (
            <Timeline
              steps={shipment.trackingEvents.toReversed().map((event) => ({
                key: event.id,
                title: word(TRACKING_STATUS, event.status),
                at: event.occurredAt,
                by: event.place,
                note: event.note,
              }))}
            />
          )}
        </li>
      ))}
    </ul>
  );
}
