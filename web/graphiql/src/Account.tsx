import { Button, ChevronDownIcon, UnStyledButton } from '@graphiql/react';
import { useRef, type FormEvent } from 'react';
import { DEMO_PASSWORD, type Config } from '../../app/src/hub/config';
import { session, signOut, type Session } from '../../app/src/hub/session';
import { Refusal, useSignIn } from './signing-in';
import { useValue } from '../../app/src/hub/value';

/** Shows who is asking, in the corner of the page; opens a panel to sign in as somebody else. */
export function Account({ config }: { config: Config }) {
  const current = useValue(session);
  const panel = useRef<HTMLDivElement>(null);
  const close = () => panel.current?.hidePopover();

  return (
    <>
      <UnStyledButton type="button" className="account-button" popoverTarget="account-panel">
        <span className={current ? 'account-dot signed-in' : 'account-dot'} />
        {current ? nameOf(current, config) : 'Sign in'}
        <ChevronDownIcon className="account-chevron" aria-hidden="true" />
      </UnStyledButton>
      <div id="account-panel" popover="auto" ref={panel} aria-label="Account">
        {current && <SignedIn current={current} close={close} />}
        {config.demoAccounts.length > 0 && <DemoAccounts config={config} current={current} close={close} />}
        <SignInForm close={close} />
      </div>
    </>
  );
}

function nameOf(current: Session, config: Config): string {
  return current.partyName ?? config.demoAccounts.find(({ email }) => email === current.email)?.label ?? current.email;
}

function SignedIn({ current, close }: { current: Session; close(): void }) {
  return (
    <section className="account-current">
      <div>
        <strong>{current.partyName ?? current.email}</strong>
        <small>{[current.email, current.role?.toLowerCase()].filter(Boolean).join(' · ')}</small>
      </div>
      <Button
        type="button"
        onClick={() => {
          void signOut();
          close();
        }}
      >
        Sign out
      </Button>
    </section>
  );
}

function DemoAccounts({ config, current, close }: { config: Config; current: Session | null; close(): void }) {
  const [refusal, enter] = useSignIn(close);
  return (
    <section>
      <h2>Demo accounts</h2>
      <ul>
        {config.demoAccounts.map(({ email, label }) => (
          <li key={email}>
            <UnStyledButton
              type="button"
              className={email === current?.email ? 'demo-account active' : 'demo-account'}
              onClick={() => enter(email, DEMO_PASSWORD)}
            >
              <span>{label}</span>
              <small>{email}</small>
            </UnStyledButton>
          </li>
        ))}
      </ul>
      <Refusal message={refusal} />
    </section>
  );
}

function SignInForm({ close }: { close(): void }) {
  const [refusal, enter] = useSignIn(close);

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    enter(String(fields.get('email')), String(fields.get('password')));
  }

  return (
    <form onSubmit={submit}>
      <h2>Sign in</h2>
      <input name="email" type="email" placeholder="Email" aria-label="Email" autoComplete="username" required />
      <input
        name="password"
        type="password"
        placeholder="Password"
        aria-label="Password"
        autoComplete="current-password"
        required
      />
      <Button type="submit">Sign in</Button>
      <Refusal message={refusal} />
    </form>
  );
}
