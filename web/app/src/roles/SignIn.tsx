import { Trans, useLingui } from '@lingui/react/macro';
import { Choices } from './Shell';
import { SignInForm } from '../areas/accounts/SignInForm';
import styles from './SignIn.module.css';

/** The console's first screen. */
export function SignIn() {
  const { t } = useLingui();
  return (
    <main className={styles.screen}>
      <section className={styles.words}>
        <h1>
          <Trans>One chain, seen from your side</Trans>
        </h1>
        <p>
          <Trans>
            Orders, goods and stock of suppliers, brands and retailers, live. Each sees what is theirs; a step on one
            side is on the other's screen in the same moment.
          </Trans>
        </p>
        <p>
          <a href="/">
            <Trans>To the shop</Trans>
          </a>
          {' · '}
          <a href="/graphql">
            <Trans>The graph for developers</Trans>
          </a>
        </p>
        <Choices />
      </section>
      <section className={styles.panel} aria-label={t`Sign in`}>
        <SignInForm />
      </section>
    </main>
  );
}
