import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { Button } from './Button';
import styles from './states.module.css';

/** The shape of what comes; shown only when it takes longer than a blink. */
export function Loading({ rows = 5 }: { rows?: number }) {
  return (
    <div className={styles.loading} role="status">
      <span className="unseen">
        <Trans>Loading</Trans>
      </span>
      {Array.from({ length: rows }, (_, row) => (
        <span key={row} className={styles.bone} />
      ))}
    </div>
  );
}

/** What would be here, and the one action that fills it. */
export function Empty({ children, action }: { children: ReactNode; action?: ReactNode }) {
  return (
    <div className={styles.empty}>
      <p>{children}</p>
      {action}
    </div>
  );
}

/** What was refused, why, and what to do. */
export function Refused({ children, retry }: { children: ReactNode; retry?: () => void }) {
  return (
    <div className={styles.refused} role="alert">
      <div>{children}</div>
      {retry && (
        <Button onClick={retry}>
          <Trans>Try again</Trans>
        </Button>
      )}
    </div>
  );
}

/** Something that happened or holds, in a line. */
export function Notice({
  tone = 'accent',
  children,
  action,
}: {
  tone?: 'accent' | 'good' | 'attention';
  children: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className={`${styles.notice} ${styles[tone]}`} role="status">
      <span>{children}</span>
      {action}
    </div>
  );
}
