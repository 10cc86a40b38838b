import { Trans, useLingui } from '@lingui/react/macro';
import { useWord } from '../../hub/words';
import { ORDER_KIND } from './words';
import { Button } from '../../ui/Button';
import { Tabs } from '../../ui/Tabs';
import { SelectField, TextField } from '../../ui/fields';
import styles from './OrderFilters.module.css';
import type { Group, OrderSearch } from './search';

export function OrderFilters({ search, change }: { search: OrderSearch; change: (next: OrderSearch) => void }) {
  const { t } = useLingui();
  const word = useWord();
  const set = (part: { [Key in keyof OrderSearch]?: OrderSearch[Key] | undefined }) => {
    const next = Object.entries({ ...search, ...part }).filter(([, value]) => value !== undefined && value !== '');
    change(Object.fromEntries(next) as OrderSearch);
  };
  const groups: readonly (readonly [Group | '', string])[] = [
    ['', t`All`],
    ['waiting', t`To confirm`],
    ['working', t`In work`],
    ['moving', t`On the way`],
    ['arrived', t`Arrived`],
    ['ended', t`Called off`],
  ];
  const isNarrowed = Object.keys(search).some((key) => key !== 'show');

  return (
    <div className={styles.filters}>
      <Tabs
        label={t`Which orders`}
        tabs={groups}
        current={search.show ?? ''}
        choose={(show) => set({ show: show || undefined })}
      />
      <details open={isNarrowed}>
        <summary>
          <Trans>More filters</Trans>
        </summary>
        <div className={styles.fields}>
          <TextField
            label={t`Order number`}
            defaultValue={search.number ?? ''}
            onKeyDown={(event) => {
              // Input methods send Enter while a word is being composed.
              if (event.key === 'Enter' && !event.nativeEvent.isComposing)
                set({ number: event.currentTarget.value.trim() });
            }}
            onBlur={(event) => set({ number: event.target.value.trim() })}
          />
          <SelectField
            label={t`Side`}
            value={search.side ?? ''}
            options={[
              ['', t`Both`],
              ['selling', t`We sell`],
              ['buying', t`We buy`],
            ]}
            onChange={(event) => set({ side: (event.target.value || undefined) as OrderSearch['side'] })}
          />
          <SelectField
            label={t`Kind`}
            value={search.kind ?? ''}
            options={[
              ['', t`Every kind`],
              ['SUPPLY', word(ORDER_KIND, 'SUPPLY')],
              ['WHOLESALE', word(ORDER_KIND, 'WHOLESALE')],
              ['RETAIL', word(ORDER_KIND, 'RETAIL')],
            ]}
            onChange={(event) => set({ kind: (event.target.value || undefined) as OrderSearch['kind'] })}
          />
          <SelectField
            label={t`Sorted by`}
            value={search.orderBy ?? 'NEWEST'}
            options={[
              ['NEWEST', t`Newest first`],
              ['OLDEST', t`Oldest first`],
              ['LARGEST', t`Largest amount first`],
              ['SMALLEST', t`Smallest amount first`],
            ]}
            onChange={(event) => set({ orderBy: event.target.value as OrderSearch['orderBy'] })}
          />
          <TextField
            label={t`Placed from`}
            type="date"
            value={search.from ?? ''}
            onChange={(event) => set({ from: event.target.value })}
          />
          <TextField
            label={t`Placed until`}
            type="date"
            value={search.until ?? ''}
            onChange={(event) => set({ until: event.target.value })}
          />
        </div>
        {isNarrowed && (
          <Button look="link" onClick={() => change(search.show ? { show: search.show } : {})}>
            <Trans>Clear these filters</Trans>
          </Button>
        )}
      </details>
    </div>
  );
}
