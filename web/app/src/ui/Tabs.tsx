import styles from './Tabs.module.css';

interface TabsProps<Key extends string> {
  label: string;
  tabs: readonly (readonly [key: Key, text: string])[];
  current: Key;
  choose: (key: Key) => void;
}

/** One of few, each a press away. */
export function Tabs<Key extends string>({ label, tabs, current, choose }: TabsProps<Key>) {
  return (
    <div className={styles.tabs} role="group" aria-label={label}>
      {tabs.map(([key, text]) => (
        <button key={key} type="button" aria-pressed={key === current} onClick={() => choose(key)}>
          {text}
        </button>
      ))}
    </div>
  );
}
