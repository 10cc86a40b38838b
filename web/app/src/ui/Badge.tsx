import type { ReactNode } from 'react';
import styles from './Badge.module.css';

export type Tone = 'plain' | 'accent' | 'good' | 'attention' | 'bad' | 'made';

/** A state in a word; the shape before it tells the tone without colour. */
export function Badge({ tone = 'plain', children }: { tone?: Tone; children: ReactNode }) {
  return <span className={`${styles.badge} ${styles[tone]}`}>{children}</span>;
}

/** How many there are, beside a title. */
export function Count({ children }: { children: ReactNode }) {
  return <span className={styles.count}>{children}</span>;
}
