import { Trans } from '@lingui/react/macro';
import { LockIcon } from '../ui/icons';
import { useLanguage } from './language';
import type { Withheld } from './queries';
import styles from './Withheld.module.css';

/** Why some of what is shown is empty: the rules by which the hub keeps it back, each said once. */
export function WithheldHint({ of }: { of: readonly Withheld[] }) {
  const language = useLanguage();
  const rules = [...new Set(of.map(({ rule, ruleZh }) => (language === 'zh' ? ruleZh : rule)))];
  if (rules.length === 0) return null;
  return (
    <details className={styles.hint}>
      <summary>
        <LockIcon /> <Trans>Some of it is not yours to see</Trans>
      </summary>
      <ul>
        {rules.map((rule) => (
          <li key={rule}>{rule}</li>
        ))}
      </ul>
    </details>
  );
}
