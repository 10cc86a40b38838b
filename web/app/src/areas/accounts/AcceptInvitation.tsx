import { Trans, useLingui } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';
import type { FormEvent } from 'react';
import { Problems } from '../../hub/problems';
import { acceptInvitation } from '../../hub/session';
import { Button } from '../../ui/Button';
import { TextField } from '../../ui/fields';
import { Page } from '../../ui/page';
import styles from './SignInForm.module.css';
import { useAttempt } from './SignInForm';

/** Where the link in an invitation's mail leads: a name, a password, and one is in. */
export function AcceptInvitation() {
  const { t } = useLingui();
  const navigate = useNavigate();
  const { attempt, running, problems } = useAttempt();
  const token = new URLSearchParams(location.search).get('token') ?? '';

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const said = (field: string) => String(form.get(field) ?? '').trim();
    attempt(() =>
      acceptInvitation(said('token'), String(form.get('password')), said('name')).then(() => navigate({ to: '/' })),
    );
  }

  return (
    <main className={styles.alone}>
      <Page
        title={t`Accept an invitation`}
        help={
          <p>
            <Trans>The token stands in the mail. Who has an account already enters its password, and no name.</Trans>
          </p>
        }
      >
        <form className={styles.form} onSubmit={submit}>
          <TextField label={t`Token from the mail`} name="token" defaultValue={token} maxLength={500} required />
          <TextField label={t`Your name, if you are new here`} name="name" autoComplete="name" maxLength={200} />
          <TextField label={t`Password`} name="password" type="password" autoComplete="new-password" required />
          <Problems of={problems} />
          <Button look="primary" type="submit" disabled={running}>
            <Trans>Accept</Trans>
          </Button>
        </form>
      </Page>
    </main>
  );
}
