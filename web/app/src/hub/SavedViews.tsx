import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { IconButton } from '../ui/Button';
import { CloseIcon } from '../ui/icons';
import { TextField } from '../ui/fields';
import { ChangeDialog } from './ChangeDialog';
import styles from './SavedViews.module.css';
import { useStored } from './stored';

interface View {
  name: string;
  search: Record<string, unknown>;
}

const VIEWS_MAX = 20;

/** What the address of a screen says, kept under names of one's own, each a press away. */
export function SavedViews({ screen, search }: { screen: string; search: object }) {
  const { t } = useLingui();
  const [views, setViews] = useStored<readonly View[]>(`views${screen}`, []);
  const isWorthKeeping = Object.keys(search).length > 0 && !views.some((view) => isSame(view.search, search));
  if (views.length === 0 && !isWorthKeeping) return null;
  return (
    <div className={styles.views} role="group" aria-label={t`Saved views`}>
      {views.map(({ name, search: kept }) => (
        <span key={name} className={styles.view}>
          <Link
            to={screen as '/'}
            search={kept as never}
            aria-current={isSame(kept, search) ? 'true' : undefined}
            activeOptions={{ includeSearch: true, exact: true }}
          >
            {name}
          </Link>
          <IconButton label={t`Forget ${name}`} onClick={() => setViews(views.filter((view) => view.name !== name))}>
            <CloseIcon />
          </IconButton>
        </span>
      ))}
      {isWorthKeeping && views.length < VIEWS_MAX && (
        <ChangeDialog
          name={t`Save this view`}
          told={t`Saved in this browser.`}
          change={(said) => {
            const view = { name: said('name'), search: { ...search } };
            setViews([...views.filter(({ name }) => name !== view.name), view]);
            return Promise.resolve([]);
          }}
        >
          <TextField
            label={t`Name`}
            name="name"
            maxLength={60}
            required
            hint={<Trans>It stays in this browser; to share it, send the address.</Trans>}
          />
        </ChangeDialog>
      )}
    </div>
  );
}

function isSame(one: object, other: object): boolean {
  return JSON.stringify(Object.entries(one).sort()) === JSON.stringify(Object.entries(other).sort());
}
