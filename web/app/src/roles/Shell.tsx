import { Trans, useLingui } from '@lingui/react/macro';
import { useLingui as useMessages } from '@lingui/react';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { chooseLanguage, useLanguage } from '../hub/language';
import { chooseScheme, scheme } from '../hub/scheme';
import { signOut, switchParty } from '../hub/session';
import { useValue } from '../hub/value';
import type { Viewer } from '../hub/viewer';
import { useWord } from '../hub/words';
import { PARTY_KIND, PARTY_STATUS } from '../areas/parties/words';
import { ROLE } from '../areas/accounts/words';
import { Button, IconButton } from '../ui/Button';
import { SelectField } from '../ui/fields';
import { MenuIcon, SearchIcon } from '../ui/icons';
import { Notice } from '../ui/states';
import { AlertBell } from './AlertBell';
import { ConnectionBanner } from './ConnectionBanner';
import { Palette } from './Palette';
import { screensFor } from './screens';
import styles from './Shell.module.css';

/** What stands around each screen: where one can go, who one is, and how fresh it is. */
export function Shell({ viewer, children }: { viewer: Viewer; children: ReactNode }) {
  const { t } = useLingui();
  const { i18n } = useMessages();
  const word = useWord();
  const [open, setOpen] = useState(false);
  const [finding, setFinding] = useState(false);
  const main = useRef<HTMLElement>(null);
  const { party, role } = viewer;
  useEffect(() => {
    function hear(event: KeyboardEvent): void {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'k') return;
      event.preventDefault();
      setFinding(true);
    }
    window.addEventListener('keydown', hear);
    return () => window.removeEventListener('keydown', hear);
  }, []);

  return (
    <div className={styles.shell}>
      <a
        className={styles.skip}
        href="#main"
        onClick={(event) => {
          event.preventDefault();
          main.current?.focus();
        }}
      >
        <Trans>Skip to the screen</Trans>
      </a>
      <header className={`${styles.bar} no-print`}>
        <span className={styles.menu}>
          <IconButton label={t`Menu`} aria-expanded={open} onClick={() => setOpen(!open)}>
            <MenuIcon />
          </IconButton>
        </span>
        <Link to="/" className={styles.name}>
          {party.name}
        </Link>
        <button type="button" className={styles.find} aria-keyshortcuts="Control+K" onClick={() => setFinding(true)}>
          <SearchIcon />
          <span>
            <Trans>Go to</Trans>
          </span>{' '}
          <kbd>Ctrl K</kbd>
        </button>
        {screensFor(party.kind, role).some(({ to }) => to === '/alerts') && <AlertBell />}
        <ConnectionBanner />
      </header>
      <nav className={`${styles.side} no-print`} aria-label={t`Screens`} data-open={open || undefined}>
        <ul>
          {screensFor(party.kind, role).map(({ to, name, icon: Icon, count: Waiting }) => (
            <li key={to}>
              <Link to={to} activeOptions={{ exact: to === '/', includeSearch: false }} onClick={() => setOpen(false)}>
                <Icon />
                {i18n._(name)}
                {Waiting && <Waiting />}
              </Link>
            </li>
          ))}
        </ul>
        <div className={styles.who}>
          <p>
            <strong>{viewer.account.name}</strong>
            <br />
            {word(PARTY_KIND, party.kind)} · {word(ROLE, role)}
          </p>
          <PartySwitch viewer={viewer} />
          <Choices />
          <Button onClick={() => void signOut()}>
            <Trans>Sign out</Trans>
          </Button>
        </div>
      </nav>
      <main id="main" ref={main} tabIndex={-1} className={styles.main}>
        {party.status !== 'ADMITTED' && (
          <Notice tone="attention">
            {word(PARTY_STATUS, party.status)}
            {party.statusReason && <> · {party.statusReason}</>}
          </Notice>
        )}
        {children}
      </main>
      <Palette open={finding} close={() => setFinding(false)} />
    </div>
  );
}

function PartySwitch({ viewer }: { viewer: Viewer }) {
  const { t } = useLingui();
  if (viewer.memberships.length < 2) return null;
  return (
    <SelectField
      label={t`Acting for`}
      value={viewer.party.id}
      options={viewer.memberships.map(({ party }) => [party.id, party.name])}
      onChange={(event) => void switchParty(event.target.value)}
    />
  );
}

/** Language, and light or dark. */
export function Choices() {
  const { t } = useLingui();
  const language = useLanguage();
  const chosen = useValue(scheme);
  return (
    <div className={styles.choices}>
      <SelectField
        label={t`Language`}
        value={language}
        options={[
          ['zh', '中文'],
          ['en', 'English'],
        ]}
        onChange={(event) => chooseLanguage(event.target.value === 'zh' ? 'zh' : 'en')}
      />
      <SelectField
        label={t`Brightness`}
        value={chosen}
        options={[
          ['auto', t`System`],
          ['light', t`Light`],
          ['dark', t`Dark`],
        ]}
        onChange={(event) => chooseScheme(event.target.value as 'auto' | 'light' | 'dark')}
      />
    </div>
  );
}
