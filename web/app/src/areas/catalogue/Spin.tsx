import { useLingui } from '@lingui/react/macro';
import { useRef, useState, type PointerEvent } from 'react';
import styles from './Gallery.module.css';

/** How far a finger moves from one picture to the next, in pixels. */
const STEP = 12;

/** A product from all around: turned by dragging it, or by its slider, which keys move as well. */
export function Spin({ frames, alt }: { frames: readonly string[]; alt: string }) {
  const { t } = useLingui();
  const [turn, setTurn] = useState(0);
  const [isMet, setMet] = useState(false);
  const held = useRef<{ x: number; turn: number } | null>(null);

  function hold(event: PointerEvent<HTMLDivElement>): void {
    setMet(true);
    held.current = { x: event.clientX, turn };
    event.currentTarget.setPointerCapture(event.pointerId);
  }

  function drag(event: PointerEvent<HTMLDivElement>): void {
    if (!held.current) return;
    const steps = Math.round((event.clientX - held.current.x) / STEP);
    setTurn((((held.current.turn + steps) % frames.length) + frames.length) % frames.length);
  }

  return (
    <div className={styles.spin}>
      <div
        className={styles.stage}
        onPointerDown={hold}
        onPointerMove={drag}
        onPointerUp={() => (held.current = null)}
        onPointerCancel={() => (held.current = null)}
      >
        {/* All stay where they are once met, so that none is fetched or decoded while it turns. */}
        {frames.map((address, place) =>
          place === 0 || isMet ? (
            <img
              key={place}
              src={address}
              alt={place === turn ? alt : ''}
              data-shown={place === turn}
              draggable={false}
            />
          ) : null,
        )}
      </div>
      <input
        type="range"
        min={0}
        max={frames.length - 1}
        value={turn}
        aria-label={t`Turn it`}
        onFocus={() => setMet(true)}
        onPointerEnter={() => setMet(true)}
        onChange={({ currentTarget: { valueAsNumber } }) => setTurn(valueAsNumber)}
      />
    </div>
  );
}
