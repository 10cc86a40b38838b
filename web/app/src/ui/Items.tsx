import type { ReactNode } from 'react';
import styles from './Items.module.css';

export interface Item {
  key: string;
  title: ReactNode;
  badge?: ReactNode;
  text?: ReactNode;
  aside?: ReactNode;
  action?: ReactNode;
}

/** A short list: a title and a line each, and what can be done. */
export function Items({ items }: { items: readonly Item[] }) {
  return (
    <ul className={styles.items}>
      {items.map(({ key, title, badge, text, aside, action }) => (
        <li key={key}>
          <div className={styles.words}>
            <p className={styles.title}>
              <strong>{title}</strong> {badge}
            </p>
            {text && <p className={styles.text}>{text}</p>}
          </div>
          {aside && <span className={styles.aside}>{aside}</span>}
          {action}
        </li>
      ))}
    </ul>
  );
}
