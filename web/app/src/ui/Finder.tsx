import { useId, useState, type KeyboardEvent, type ReactNode } from 'react';
import styles from './Finder.module.css';

export interface Found {
  key: string;
  name: string;
  /** What it is. */
  is: string;
}

interface FinderProps<One extends Found> {
  label: string;
  /** What the list of what was found is called. */
  foundLabel: string;
  text: string;
  write: (text: string) => void;
  found: readonly One[];
  choose: (one: One) => void;
  /** Said where nothing was found; nothing while it is looked for. */
  none: ReactNode;
  autoFocus?: boolean;
}

/** Where something is typed, and one of what is called so is chosen, by mouse or by keys. */
export function Finder<One extends Found>(props: FinderProps<One>) {
  const { label, foundLabel, text, write, found, choose, none, autoFocus } = props;
  const id = useId();
  const [current, setCurrent] = useState(0);
  const chosen = Math.min(current, found.length - 1);

  function press(event: KeyboardEvent): void {
    // Input methods send keys while a word is being composed.
    if (event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && found.length > 0) {
      event.preventDefault();
      setCurrent((chosen + step + found.length) % found.length);
    }
    if (event.key !== 'Enter') return;
    // Where it is part of a form, it is not what sends it.
    event.preventDefault();
    const one = found[chosen];
    if (one) choose(one);
  }

  return (
    <div className={styles.finder}>
      <input
        type="search"
        role="combobox"
        aria-label={label}
        placeholder={label}
        aria-expanded={found.length > 0}
        aria-controls={id}
        aria-activedescendant={found[chosen] && `${id}-${chosen}`}
        autoComplete="off"
        maxLength={200}
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus={autoFocus}
        value={text}
        onChange={(event) => {
          write(event.target.value);
          setCurrent(0);
        }}
        onKeyDown={press}
      />
      <ul id={id} role="listbox" aria-label={foundLabel}>
        {found.map((one, index) => (
          <li
            key={one.key}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === chosen}
            onMouseMove={() => setCurrent(index)}
            onClick={() => choose(one)}
          >
            <span>{one.name}</span>
            <small>{one.is}</small>
          </li>
        ))}
      </ul>
      {found.length === 0 && none && (
        <p className={styles.none} role="status">
          {none}
        </p>
      )}
    </div>
  );
}
