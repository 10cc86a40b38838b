import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { useProblems } from '../../hub/problems';
import { useChange } from '../../hub/queries';
import { useWord } from '../../hub/words';
import { ALERT_KIND, ALERT_STATUS, ALERT_TONE } from './words';
import { Badge } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { Time } from '../../ui/format';
import { Items } from '../../ui/Items';
import { toast } from '../../ui/Toasts';
import { AcknowledgeAlertDocument, type AlertRowFragment } from './alerts.generated';

/** Alerts with what they are about, and the button that takes each in hand. */
export function AlertItems({ alerts }: { alerts: readonly AlertRowFragment[] }) {
  const { t } = useLingui();
  const word = useWord();
  const { all } = useProblems();
  const { run, running } = useChange(AcknowledgeAlertDocument);
  const acknowledge = async (alert: AlertRowFragment) => {
    const problems = await run({ alertId: alert.id });
    if (problems.length > 0) toast(all(problems), 'bad');
    else toast(t`You have taken it in hand.`);
  };
  return (
    <Items
      items={alerts.map((alert) => ({
        key: alert.id,
        title: word(ALERT_KIND, alert.kind),
        badge: <Badge tone={ALERT_TONE[alert.status]}>{word(ALERT_STATUS, alert.status)}</Badge>,
        text: <About alert={alert} />,
        aside: <Time at={alert.raisedAt} />,
        action:
          alert.status === 'OPEN' ? (
            <Button disabled={running} onClick={() => void acknowledge(alert)}>
              <Trans>Take in hand</Trans>
            </Button>
          ) : undefined,
      }))}
    />
  );
}

function About({ alert: { stockItem, order, shipment } }: { alert: AlertRowFragment }) {
  if (stockItem) {
    const place = stockItem.location.name;
    const pieces = stockItem.available;
    const floor = stockItem.threshold?.pieces;
    return (
      <>
        <Link to="/stock/$itemId" params={{ itemId: stockItem.id }}>
          {stockItem.sku.name}
        </Link>{' '}
        {floor === undefined ? (
          <Trans>
            {pieces} available, {place}
          </Trans>
        ) : (
          <Trans>
            {pieces} available of at least {floor}, {place}
          </Trans>
        )}
      </>
    );
  }
  const about = order ?? shipment?.order;
  if (!about) return null;
  const number = about.number;
  return (
    <Link to="/orders/$orderId" params={{ orderId: about.id }}>
      <Trans>Order {number}</Trans>
    </Link>
  );
}
