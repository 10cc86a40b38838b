import { Trans, useLingui } from '@lingui/react/macro';
import { useState, type FormEvent } from 'react';
import { Problems } from '../../hub/problems';
import { useChange, type Problem } from '../../hub/queries';
import { Button, ButtonLink } from '../../ui/Button';
import { TextField } from '../../ui/fields';
import { Page } from '../../ui/page';
import { Notice } from '../../ui/states';
import { RequestPasswordResetDocument, ResetPasswordDocument } from './accounts.generated';
import styles from './SignInForm.module.css';

/** Where one asks for a mail with a link, and where the link leads. */
export function ResetPassword() {
  const { t } = useLingui();
  const token = new URLSearchParams(location.search).get('token');
  const ask = useChange(RequestPasswordResetDocument);
  const reset = useChange(ResetPasswordDocument);
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const [done, setDone] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const found = token
      ? await reset.run({ token, password: String(form.get('password')) })
      : await ask.run({ email: String(form.get('email')).trim() });
    setProblems(found);
    setDone(found.length === 0);
  }

  return (
    <main className={styles.alone}>
      <Page
        title={t`A new password`}
        help={
          <p>
            <Trans>Enter your email, and a mail brings a link. It leads here, where you choose a new password.</Trans>
          </p>
        }
      >
        {done ? (
          <Notice
            tone="good"
            action={
              <ButtonLink to="/">
                <Trans>Sign in</Trans>
              </ButtonLink>
            }
          >
            {token ? (
              <Trans>The new password holds from now on.</Trans>
            ) : (
              <Trans>If there is an account with this email, a mail is on its way.</Trans>
            )}
          </Notice>
        ) : (
          <form className={styles.form} onSubmit={(event) => void submit(event)}>
            {token ? (
              <TextField label={t`New password`} name="password" type="password" autoComplete="new-password" required />
            ) : (
              <TextField label={t`Email`} name="email" type="email" autoComplete="username" required />
            )}
            <Problems of={problems} />
            <Button look="primary" type="submit" disabled={ask.running || reset.running}>
              {token ? <Trans>Set the password</Trans> : <Trans>Send me a link</Trans>}
            </Button>
          </form>
        )}
      </Page>
    </main>
  );
}
