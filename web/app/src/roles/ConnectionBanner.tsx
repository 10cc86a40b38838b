import { Trans } from '@lingui/react/macro';
import { connection } from '../hub/feed';
import { useValue } from '../hub/value';
import { useFormat } from '../ui/format';
import styles from './ConnectionBanner.module.css';

/** How fresh the page is: live, catching up, or as of when. */
export function ConnectionBanner() {
  const { state, since } = useValue(connection);
  const { clock } = useFormat();
  const then = clock(since);
  if (state === 'off') return null;
  return (
    <span className={styles.banner} role="status" data-state={state}>
      {state === 'live' && <Trans>Live</Trans>}
      {state === 'connecting' && <Trans>Connecting</Trans>}
      {state === 'catching-up' && <Trans>Catching up</Trans>}
      {state === 'offline' && <Trans>As of {then}, reconnecting</Trans>}
    </span>
  );
}
