import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { RefusedAnswer } from '../../hub/problems';
import { useAnswer } from '../../hub/queries';
import { Money, useFormat } from '../../ui/format';
import { Section } from '../../ui/page';
import { Loading } from '../../ui/states';
import { Table } from '../../ui/Table';
import {
  PromotionResultsDocument,
  type PromotionResultsQuery,
  type PromotionRowFragment,
} from './promotions.generated';

type Results = NonNullable<NonNullable<PromotionResultsQuery['promotion']>['results']>;

/** What came of a promotion, beside the time before and those who did not use it; nothing before it begins. */
export function PromotionResults({ of: { id, startsAt } }: { of: PromotionRowFragment }) {
  const { t } = useLingui();
  const [now] = useState(() => Date.now());
  const hasBegun = Date.parse(startsAt) <= now;
  const { data, error, reload } = useAnswer(PromotionResultsDocument, { id }, { pause: !hasBegun });
  const results = data?.promotion?.results;
  if (!hasBegun) return null;
  return (
    <Section title={t`Results`}>
      {error && !data && <RefusedAnswer error={error} retry={reload} />}
      {!data && !error && <Loading rows={4} />}
      {results && <Compared results={results} />}
    </Section>
  );
}

function Compared({ results }: { results: Results }) {
  const { t } = useLingui();
  const { number } = useFormat();
  const rows = [
    { key: 'users', who: t`Who used it`, when: t`while it ran`, sales: results.users },
    { key: 'usersBefore', who: t`Who used it`, when: t`as long before`, sales: results.usersBefore },
    { key: 'others', who: t`Others`, when: t`while it ran`, sales: results.others },
    { key: 'othersBefore', who: t`Others`, when: t`as long before`, sales: results.othersBefore },
  ];
  const percent = results.uplift === null ? null : number(Math.round(Number(results.uplift) * 1000) / 10);
  return (
    <div className="stack">
      <p>
        {percent === null ? (
          <Trans>Nothing to compare with: who used it had bought nothing before.</Trans>
        ) : (
          <Trans>
            Revenue with its users changed by <strong>{percent} %</strong> beyond what others changed.
          </Trans>
        )}
      </p>
      <Table
        label={t`Sales of its goods`}
        rows={rows}
        keyOf={({ key }) => key}
        columns={[
          { key: 'who', header: t`Buyers`, leads: true, cell: ({ who, when }) => `${who}, ${when}` },
          { key: 'buyers', header: t`How many`, align: 'end', cell: ({ sales }) => number(sales.buyers) },
          { key: 'orders', header: t`Orders`, align: 'end', cell: ({ sales }) => number(sales.orders) },
          { key: 'pieces', header: t`Pieces`, align: 'end', cell: ({ sales }) => number(sales.pieces) },
          { key: 'revenue', header: t`Revenue`, align: 'end', cell: ({ sales }) => <Money of={sales.revenue} /> },
        ]}
      />
    </div>
  );
}
