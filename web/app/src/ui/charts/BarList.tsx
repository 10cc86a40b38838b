import type { ReactNode } from 'react';
import styles from './charts.module.css';

export interface Bar {
  key: string;
  name: ReactNode;
  value: number | null;
  /** The same at the time before. */
  before?: number | null;
  /** All that is not among the largest. */
  isRest?: boolean;
}

interface BarListProps {
  label: string;
  bars: readonly Bar[];
  /** The largest that a value can be, such as 1 for shares. */
  most?: number;
  format: (value: number) => string;
  /** How the change since then is told, such as +12 %. */
  formatChange: (value: number, before: number) => string;
  /** Share of all, where values add up. */
  formatShare?: ((share: number) => string) | undefined;
}

/** What is larger than what, the largest first: each with its name, its length and its number. */
export function BarList({ label, bars, most, format, formatChange, formatShare }: BarListProps) {
  const largest =
    most ?? Math.max(0, ...bars.flatMap(({ value, before, isRest }) => (isRest ? [] : [value ?? 0, before ?? 0])));
  const sum = bars.reduce((total, { value }) => total + (value ?? 0), 0);
  const percent = (value: number | null | undefined) => `${largest > 0 ? (100 * (value ?? 0)) / largest : 0}%`;
  return (
    <ul className={styles.bars} aria-label={label}>
      {bars.map(({ key, name, value, before, isRest }) => (
        <li key={key} data-rest={isRest || undefined}>
          <span className={styles.barName}>{name}</span>
          <span className={styles.track} aria-hidden="true">
            <svg width="100%" height="10">
              {!isRest && <rect width={percent(value)} height="10" rx="2" className={styles.bar} />}
              {before !== null && before !== undefined && (
                <line x1={percent(before)} x2={percent(before)} y1="0" y2="10" className={styles.mark} />
              )}
            </svg>
          </span>
          <span className={styles.barValue}>
            {value === null ? '–' : format(value)}
            {formatShare && value !== null && sum > 0 && <small>{formatShare(value / sum)}</small>}
            {value !== null && before ? (
              <small data-up={value >= before || undefined}>{formatChange(value, before)}</small>
            ) : null}
          </span>
        </li>
      ))}
    </ul>
  );
}
