import { Time } from './format';
import styles from './Timeline.module.css';

export interface TimelineStep {
  key: string;
  title: string;
  at: string;
  by?: string | null;
  note?: string | null;
}

/** What happened, the newest first. */
export function Timeline({ steps }: { steps: readonly TimelineStep[] }) {
  return (
    <ol className={styles.timeline}>
      {steps.map(({ key, title, at, by, note }) => (
        <li key={key}>
          <strong>{title}</strong>{' '}
          <span>
            <Time at={at} />
            {by && <> · {by}</>}
          </span>
          {note && <p>{note}</p>}
        </li>
      ))}
    </ol>
  );
}
