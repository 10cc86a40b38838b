import { Trans, useLingui } from '@lingui/react/macro';
import { useEffect, useState, type ReactNode } from 'react';
import { IconButton } from './Button';
import { Dialog } from './Dialog';
import { HelpIcon } from './icons';
import styles from './page.module.css';

interface PageProps {
  title: string;
  /** What one does here, for who is here for the first time. */
  help: ReactNode;
  /** Beside the title. */
  aside?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

/** A screen: its title, what it is for behind `?`, and what it shows. */
export function Page({ title, help, aside, actions, children }: PageProps) {
  const { t } = useLingui();
  const [helping, setHelping] = useState(false);
  useEffect(() => {
    document.title = `${title} · Hub`;
  }, [title]);
  useEffect(() => {
    function hear(event: KeyboardEvent): void {
      if (event.key === '?' && !isTyping(event.target)) setHelping(true);
    }
    window.addEventListener('keydown', hear);
    return () => window.removeEventListener('keydown', hear);
  }, []);

  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <div className={styles.title}>
          <h1>{title}</h1>
          {aside}
          <span className="no-print">
            <IconButton label={t`Help on this screen`} onClick={() => setHelping(true)}>
              <HelpIcon />
            </IconButton>
          </span>
        </div>
        {actions && <div className={`${styles.actions} no-print`}>{actions}</div>}
      </header>
      {children}
      <Dialog title={title} open={helping} close={() => setHelping(false)}>
        <div className={styles.help}>
          {help}
          <p className={styles.keys}>
            <Trans>
              Keys: ? opens this help, Ctrl-K finds anything, Tab goes on, Enter opens or presses, Escape closes.
            </Trans>
          </p>
        </div>
      </Dialog>
    </div>
  );
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}

export function Section({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  return (
    <section className={styles.section} aria-label={title}>
      <header>
        <h2>{title}</h2>
        {aside}
      </header>
      {children}
    </section>
  );
}

/** Names and values beside each other. */
export function Facts({ facts }: { facts: readonly (readonly [name: string, value: ReactNode])[] }) {
  return (
    <dl className={styles.facts}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** A number that matters today, and what it counts. */
export function Figure({
  value,
  label,
  tone,
}: {
  value: ReactNode;
  label: string;
  tone?: 'attention' | 'bad' | undefined;
}) {
  return (
    <div className={styles.figure} data-tone={tone}>
      <strong>{value}</strong>
      <span>{label}</span>
    </div>
  );
}

export function Figures({ children }: { children: ReactNode }) {
  return <div className={styles.figures}>{children}</div>;
}

/** Two parts beside each other where there is room. */
export function Columns({ children }: { children: ReactNode }) {
  return <div className={styles.columns}>{children}</div>;
}
