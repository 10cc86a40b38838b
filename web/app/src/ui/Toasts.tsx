import { useSyncExternalStore } from 'react';
import styles from './Toasts.module.css';

interface Toast {
  number: number;
  tone: 'good' | 'bad';
  text: string;
}

const SHOWN_MILLISECONDS = 6_000;

let toasts: readonly Toast[] = [];
let count = 0;
const listeners = new Set<() => void>();

/** Tells in a corner, for some seconds, what came of what was done. */
export function toast(text: string, tone: Toast['tone'] = 'good'): void {
  const number = (count += 1);
  replace([...toasts.slice(-2), { number, tone, text }]);
  setTimeout(() => replace(toasts.filter((shown) => shown.number !== number)), SHOWN_MILLISECONDS);
}

function replace(next: readonly Toast[]): void {
  toasts = next;
  for (const tell of listeners) tell();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function Toasts() {
  const shown = useSyncExternalStore(subscribe, () => toasts);
  return (
    <div className={styles.toasts} role="status" aria-live="polite">
      {shown.map(({ number, tone, text }) => (
        <p key={number} data-tone={tone}>
          {text}
        </p>
      ))}
    </div>
  );
}
