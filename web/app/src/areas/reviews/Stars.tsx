import { useLingui } from '@lingui/react/macro';
import styles from './reviews.module.css';

/** So many stars of five, drawn and said. */
export function Stars({ given }: { given: number }) {
  const { t } = useLingui();
  const whole = Math.round(given);
  return (
    <span className={styles.stars} role="img" aria-label={t`${given} of 5 stars`}>
      <span aria-hidden="true">{'★'.repeat(whole)}</span>
      <span aria-hidden="true" className={styles.missing}>
        {'★'.repeat(5 - whole)}
      </span>
    </span>
  );
}
