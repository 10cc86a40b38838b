import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useAnswer } from '../../hub/queries';
import { useFormat } from '../../ui/format';
import { useWhatIsGiven } from './given';
import styles from './OnNow.module.css';
import { PromotionsOnNowDocument } from './promotions.generated';

/** What sellers give to shoppers now; nothing where nothing is. */
export function OnNow() {
  const { t } = useLingui();
  const { date } = useFormat();
  const given = useWhatIsGiven();
  const [at] = useState(() => new Date().toISOString());
  const { data } = useAnswer(PromotionsOnNowDocument, { at });
  const running = data?.promotions.nodes ?? [];
  if (running.length === 0) return null;
  return (
    <ul className={styles.running} aria-label={t`On now`}>
      {running.map((one) => (
        <li key={one.id}>
          <strong>{given(one)}</strong>
          <span>
            {one.owner.name} · <Trans>until {date(one.endsAt)}</Trans>
          </span>
        </li>
      ))}
    </ul>
  );
}
