import { msg } from '@lingui/core/macro';
import { useLingui as useMessages } from '@lingui/react';
import { Trans, useLingui } from '@lingui/react/macro';
import type { MessageDescriptor } from '@lingui/core';
import { useState, type FormEvent } from 'react';
import { DEMO_PASSWORD } from '../../hub/config';
import { useConfig } from '../../hub/configured';
import { Problems } from '../../hub/problems';
import type { Problem } from '../../hub/queries';
import { HubRefusal, signIn } from '../../hub/session';
import { Button } from '../../ui/Button';
import { TextField } from '../../ui/fields';
import styles from './SignInForm.module.css';

/** Who is who in the demo world, by the account's name. */
const DEMO_ROLE: Record<string, MessageDescriptor> = {
  supplier: msg`Supplier · cosmetics`,
  brand: msg`Brand · cosmetics`,
  retailer: msg`Retailer · cosmetics`,
  consumer: msg`Shopper · cosmetics`,
  jeweller: msg`Supplier · jewellery`,
  boutique: msg`Retailer · jewellery`,
  collector: msg`Shopper · jewellery`,
  operator: msg`Runs the hub`,
};

/** Runs what may be refused; returns it, whether it runs, and why it was refused last. */
export function useAttempt(): {
  attempt: (work: () => Promise<void>) => void;
  running: boolean;
  problems: readonly Problem[];
} {
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const [running, setRunning] = useState(false);
  function attempt(work: () => Promise<void>): void {
    setRunning(true);
    setProblems([]);
    work()
      .catch((reason: unknown) => {
        const known = reason instanceof HubRefusal;
        setProblems([known ? { code: reason.code, message: reason.message } : { code: 'OFFLINE', message: '' }]);
      })
      .finally(() => setRunning(false));
  }
  return { attempt, running, problems };
}

/** Email and password, and in development the demo accounts, all or only those named, with one press each. */
export function SignInForm({ done, only }: { done?: () => void; only?: readonly string[] }) {
  const { t } = useLingui();
  const config = useConfig();
  const demoAccounts = config.demoAccounts.filter(({ email }) => !only || only.includes(email.split('@')[0]!));
  const { i18n } = useMessages();
  const { attempt, running, problems } = useAttempt();
  const enter = (email: string, password: string) => attempt(() => signIn(email, password).then(() => done?.()));

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    enter(String(form.get('email')).trim(), String(form.get('password')));
  }

  return (
    <div className={styles.forms}>
      <form className={styles.form} onSubmit={submit}>
        <h2>
          <Trans>Sign in</Trans>
        </h2>
        <TextField label={t`Email`} name="email" type="email" autoComplete="username" required />
        <TextField label={t`Password`} name="password" type="password" autoComplete="current-password" required />
        <Problems of={problems} />
        <Button look="primary" type="submit" disabled={running}>
          <Trans>Sign in</Trans>
        </Button>
        <a href="/console/reset">
          <Trans>I have forgotten my password</Trans>
        </a>
      </form>
      {demoAccounts.length > 0 && (
        <div className={styles.form}>
          <h2>
            <Trans>Or try it as</Trans>
          </h2>
          <ul className={styles.demo} aria-label={t`Demo accounts`}>
            {demoAccounts.map(({ email, label }) => {
              const role = DEMO_ROLE[email.split('@')[0]!];
              return (
                <li key={email}>
                  <button type="button" disabled={running} onClick={() => enter(email, DEMO_PASSWORD)}>
                    <span>{role ? i18n._(role) : label}</span>
                    <small>{email}</small>
                  </button>
                </li>
              );
            })}
          </ul>
        </div>
      )}
    </div>
  );
}
