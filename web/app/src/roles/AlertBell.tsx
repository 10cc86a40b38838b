import { useLingui } from '@lingui/react/macro';
import { plural } from '@lingui/core/macro';
import { Link } from '@tanstack/react-router';
import { useAnswer } from '../hub/queries';
import { useFormat } from '../ui/format';
import { BellIcon } from '../ui/icons';
import { OpenAlertsDocument } from './home.generated';
import styles from './Shell.module.css';

/** How many alerts nobody sees to yet, as it is now; leads to them. */
export function AlertBell() {
  const { t } = useLingui();
  const { number } = useFormat();
  const { data } = useAnswer(OpenAlertsDocument, {}, { staleAfter: ({ field }) => field === 'alertEvents' });
  const count = data?.alerts.totalCount ?? 0;
  const label =
    count === 0
      ? t`Alerts`
      : t`${plural(count, { one: '# alert that nobody sees to', other: '# alerts that nobody sees to' })}`;
  return (
    <Link to="/alerts" className={styles.bell} aria-label={label} title={label}>
      <BellIcon />
      {count > 0 && <span aria-hidden="true">{number(count)}</span>}
    </Link>
  );
}
