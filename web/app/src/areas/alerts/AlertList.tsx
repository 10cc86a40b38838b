import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { AlertStatus } from '../../hub/graph.generated';
import { RefusedAnswer } from '../../hub/problems';
import { useAnswer } from '../../hub/queries';
import { useWord } from '../../hub/words';
import { ALERT_STATUS } from './words';
import { Count } from '../../ui/Badge';
import { useFormat } from '../../ui/format';
import { Page } from '../../ui/page';
import { Empty, Loading } from '../../ui/states';
import { Tabs } from '../../ui/Tabs';
import { AlertItems } from './AlertItems';
import { AlertsDocument } from './alerts.generated';

const SHOWN_ALERTS = 100;

/** What somebody has to act on, until it is over. */
export function AlertList() {
  const { t } = useLingui();
  const word = useWord();
  const { number } = useFormat();
  const [status, setStatus] = useState<AlertStatus>('OPEN');
  const { data, error, reload } = useAnswer(
    AlertsDocument,
    { first: SHOWN_ALERTS, filter: { status: [status] } },
    { staleAfter: ({ field }) => field === 'alertEvents' },
  );
  return (
    <Page
      title={t`Alerts`}
      aside={data && <Count>{number(data.alerts.totalCount)}</Count>}
      help={
        <p>
          <Trans>
            The hub raises an alert when stock falls below a threshold, an order waits too long or a delivery is late,
            and ends it when that is over. Take one in hand, and your colleagues see that somebody is on it.
          </Trans>
        </p>
      }
    >
      <Tabs
        label={t`Which alerts`}
        tabs={(['OPEN', 'ACKNOWLEDGED', 'RESOLVED'] as const).map((one) => [one, word(ALERT_STATUS, one)])}
        current={status}
        choose={setStatus}
      />
      {error && !data && <RefusedAnswer error={error} retry={reload} />}
      {!data && !error && <Loading rows={6} />}
      {data?.alerts.nodes.length === 0 && (
        <Empty>
          <Trans>No alert. They come by themselves when something needs you.</Trans>
        </Empty>
      )}
      {data && <AlertItems alerts={data.alerts.nodes} />}
    </Page>
  );
}
