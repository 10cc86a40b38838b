import { useLingui } from '@lingui/react/macro';
import { useRouter } from '@tanstack/react-router';
import { SignInForm } from '../areas/accounts/SignInForm';
import styles from './SignInPage.module.css';

export function SignInPage() {
  const { t } = useLingui();
  const router = useRouter();
  return (
    <section className={styles.panel} aria-label={t`Sign in`}>
      <title>{t`Sign in`}</title>
      <SignInForm
        only={['consumer', 'collector']}
        done={() => {
          if (router.history.canGoBack()) router.history.back();
          else void router.navigate({ to: '/' });
        }}
      />
    </section>
  );
}
