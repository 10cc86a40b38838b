import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { RefusedAnswer } from '../../hub/problems';
import { useAnswer } from '../../hub/queries';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { Money, useFormat } from '../../ui/format';
import { Loading } from '../../ui/states';
import { Table } from '../../ui/Table';
import {
  PromotionResultsDocument,
  type PromotionResultsQuery,
  type PromotionRowFragment,
} from './promotions.generated';

type Results = NonNullable<NonNullable<PromotionResultsQuery['promotion']>['results']>;

/** A button that shows what came of a promotion. */
export function ShowResults({ of: { id, name, startsAt } }: { of: PromotionRowFragment }) {
  const { t } = useLingui();
  const [now] = useState(() => Date.now());
  const [open, setOpen] = useState(false);
  if (Date.parse(startsAt) > now) return null;
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        <Trans>Results</Trans>
      </Button>
      <Dialog title={t`Results of ${name}`} open={open} close={() => setOpen(false)}>
        {open && <WhatCame id={id} />}
      </Dialog>
    </>
  );
}

function WhatCame({ id }: { id: string }) {
  const { data, error, reload } = useAnswer(PromotionResultsDocument, { id });
  const results = data?.promotion?.results;
  if (error && !data) return <RefusedAnswer error={error} retry={reload} />;
  if (!results) return <Loading rows={4} />;
  return <Compared results={results} />;
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
