import { Trans, useLingui } from '@lingui/react/macro';
import { useRef, useState, type KeyboardEvent } from 'react';
import { Dialog } from '../../ui/Dialog';
import type { ProductMediumFragment } from './catalogue.generated';
import { Model } from './Model';
import { Spin } from './Spin';
import styles from './Gallery.module.css';

type Medium = ProductMediumFragment;

/** All that shows a product: swiped on a phone, chosen by its small pictures or by arrow keys elsewhere. */
export function Gallery({ media }: { media: readonly Medium[] }) {
  const { t } = useLingui();
  const track = useRef<HTMLUListElement>(null);
  const [shown, setShown] = useState(0);
  const [closeUp, setCloseUp] = useState<Medium | null>(null);
  if (media.length === 0) return <div className={styles.empty} />;

  function show(place: number): void {
    const { current } = track;
    if (!current) return;
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    current.scrollTo({ left: place * current.clientWidth, behavior: still ? 'auto' : 'smooth' });
  }

  function step(event: KeyboardEvent<HTMLUListElement>): void {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    const next = (shown + by + media.length) % media.length;
    show(next);
    event.currentTarget.querySelectorAll('button')[next]?.focus();
  }

  return (
    <section className={styles.gallery} aria-label={t`Pictures`}>
      <ul
        ref={track}
        className={styles.track}
        onScroll={({ currentTarget: { scrollLeft, clientWidth } }) => setShown(Math.round(scrollLeft / clientWidth))}
      >
        {media.map((medium, place) => (
          <li key={medium.id} inert={place !== shown}>
            <Large medium={medium} isFirst={place === 0} look={() => setCloseUp(medium)} />
          </li>
        ))}
      </ul>
      {media.length > 1 && (
        <ul className={styles.choices} onKeyDown={step}>
          {media.map((medium, place) => (
            <li key={medium.id}>
              <button
                type="button"
                aria-current={place === shown}
                tabIndex={place === shown ? 0 : -1}
                onClick={() => show(place)}
              >
                <Small medium={medium} />
                <span className="unseen">
                  <Trans>
                    Show {place + 1} of {media.length}
                  </Trans>
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
      <Dialog title={closeUp?.alt ?? t`Picture`} open={closeUp !== null} close={() => setCloseUp(null)}>
        {closeUp && (
          <div className={styles.closeUp} tabIndex={0} role="group" aria-label={t`Scroll to look around`}>
            <img
              src={closeUp.large}
              width={closeUp.width ?? 1600}
              height={closeUp.height ?? 2000}
              alt={closeUp.alt ?? ''}
            />
          </div>
        )}
      </Dialog>
    </section>
  );
}

function Large({ medium, isFirst, look }: { medium: Medium; isFirst: boolean; look: () => void }) {
  const { t } = useLingui();
  const { kind, alt, width, height, small, medium: middle, large } = medium;
  switch (kind) {
    case 'SPIN_360':
      return <Spin frames={medium.frames} alt={alt ?? ''} />;
    case 'MODEL_3D':
      return <Model url={large} alt={alt ?? ''} />;
    case 'VIDEO':
      return (
        // Whoever sends a film has it say what is heard in the picture, or nothing is.
        <video src={large} controls playsInline preload="metadata" aria-label={alt ?? t`Film`} />
      );
    default:
      return (
        <button type="button" className={styles.look} aria-label={t`Look closely`} onClick={look}>
          <img
            src={middle}
            srcSet={`${small} 320w, ${middle} 800w, ${large} 1600w`}
            sizes="(width < 800px) 100vw, 50vw"
            width={width ?? undefined}
            height={height ?? undefined}
            alt={alt ?? ''}
            fetchPriority={isFirst ? 'high' : 'auto'}
            loading={isFirst ? 'eager' : 'lazy'}
            decoding="async"
          />
        </button>
      );
  }
}

function Small({ medium: { kind, small } }: { medium: Medium }) {
  if (kind === 'VIDEO') return <Trans>Film</Trans>;
  if (kind === 'MODEL_3D') return <>3D</>;
  return (
    <>
      <img src={small} alt="" width="64" height="80" loading="lazy" decoding="async" />
      {kind === 'SPIN_360' && <span className={styles.kind}>360°</span>}
    </>
  );
}
