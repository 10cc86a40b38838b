import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { Badge } from '../../ui/Badge';
import { useFormat } from '../../ui/format';
import type { PromotionRowFragment } from './promotions.generated';

type Dated = Pick<PromotionRowFragment, 'startsAt' | 'endsAt' | 'availableActions'>;

/** Whether a promotion is to come, runs, or is over; what waits for the viewer goes first. */
export function State({ of: { startsAt, endsAt, availableActions } }: { of: Dated }) {
  const { t } = useLingui();
  const [now] = useState(() => Date.now());
  if (availableActions.includes('ACCEPT_SHARE')) return <Badge tone="attention">{t`Waits for you`}</Badge>;
  if (Date.parse(endsAt) <= now) return <Badge tone="plain">{t`Over`}</Badge>;
  if (Date.parse(startsAt) > now) return <Badge tone="accent">{t`To come`}</Badge>;
  return <Badge tone="good">{t`Running`}</Badge>;
}

/** From when until when it counts. */
export function Days({ of: { startsAt, endsAt } }: { of: Pick<Dated, 'startsAt' | 'endsAt'> }) {
  const { date } = useFormat();
  return (
    <>
      {date(startsAt)} – {date(endsAt)}
    </>
  );
}
