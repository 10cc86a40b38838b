import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { Trade } from '../../hub/graph.generated';
import { useAnswer } from '../../hub/queries';
import { useFormat } from '../../ui/format';
import { useWhatIsGiven } from './given';
import styles from './OnNow.module.css';
import { PromotionsOnNowDocument } from './promotions.generated';

const SHOWN_MAX = 4;

/** What is given with goods of a department now, each once; nothing where nothing is. */
export function OnNow({ trade }: { trade: Trade }) {
  const { t } = useLingui();
  const { date } = useFormat();
  const given = useWhatIsGiven();
  const [at] = useState(() => new Date().toISOString());
  const { data } = useAnswer(PromotionsOnNowDocument, { trade: [trade], at });
  const found = data?.products.nodes.flatMap(({ promotions }) => promotions.nodes) ?? [];
  const running = [...new Map(found.map((one) => [one.id, one])).values()].slice(0, SHOWN_MAX);
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
