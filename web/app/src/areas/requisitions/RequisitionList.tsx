import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { RequisitionStatus } from '../../hub/graph.generated';
import { RefusedAnswer } from '../../hub/problems';
import { useAnswer } from '../../hub/queries';
import { Count } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { Time, useFormat } from '../../ui/format';
import { Page } from '../../ui/page';
import { Empty, Loading } from '../../ui/states';
import { Table } from '../../ui/Table';
import { Tabs } from '../../ui/Tabs';
import { RequisitionsDocument } from './requisitions.generated';
import { State } from './State';
import { Totals, totalsOf } from './totals';

const PAGE_ROWS = 30;
const SHOWN: Record<'open' | 'over', readonly RequisitionStatus[]> = {
  open: ['WAITING'],
  over: ['APPROVED', 'DECLINED', 'WITHDRAWN'],
};

/** What colleagues have submitted for approval, and what came of it. */
export function RequisitionList() {
  const { t } = useLingui();
  const { number } = useFormat();
  const [shown, setShown] = useState<keyof typeof SHOWN>('open');
  const [pages, setPages] = useState(1);
  const { data, error, fetching, reload } = useAnswer(
    RequisitionsDocument,
    { first: PAGE_ROWS * pages, filter: { status: [...SHOWN[shown]] } },
    { staleAfter: ({ field }) => field === 'requisitionEvents' },
  );
  const page = data?.requisitions;

  return (
    <Page
      title={t`Requisitions`}
      aside={page && <Count>{number(page.totalCount)}</Count>}
      help={
        <p>
          <Trans>
            Who may order up to a limit submits here what is above it. Who may order as much approves it, which places
            the orders, or turns it down and says why. Owners set the limits under People.
          </Trans>
        </p>
      }
    >
      <Tabs
        label={t`Which requisitions`}
        tabs={[
          ['open', t`Waiting`],
          ['over', t`Over`],
        ]}
        current={shown}
        choose={setShown}
      />
      {error && !data && <RefusedAnswer error={error} retry={reload} />}
      {!data && !error && <Loading rows={6} />}
      {page?.nodes.length === 0 && (
        <Empty>
          {shown === 'open' ? (
            <Trans>Nothing waits for approval.</Trans>
          ) : (
            <Trans>Nothing was approved or turned down yet.</Trans>
          )}
        </Empty>
      )}
      {page && page.nodes.length > 0 && (
        <Table
          label={t`Requisitions`}
          rows={page.nodes}
          keyOf={({ id }) => id}
          columns={[
            {
              key: 'who',
              header: t`Submitted by`,
              leads: true,
              cell: ({ id, submittedBy }) => (
                <Link to="/requisitions/$requisitionId" params={{ requisitionId: id }}>
                  {submittedBy?.name ?? t`A former colleague`}
                </Link>
              ),
            },
            {
              key: 'sellers',
              header: t`Seller`,
              cell: ({ parts }) => parts.map(({ seller }) => seller?.name ?? '—').join(', '),
            },
            {
              key: 'total',
              header: t`Total`,
              align: 'end',
              cell: ({ parts }) => <Totals of={totalsOf(parts.map(({ total }) => total))} />,
            },
            { key: 'state', header: t`State`, cell: (row) => <State of={row} /> },
            { key: 'when', header: t`Submitted on`, cell: ({ submittedAt }) => <Time at={submittedAt} /> },
          ]}
        />
      )}
      {page?.pageInfo.hasNextPage && (
        <Button disabled={fetching} onClick={() => setPages(pages + 1)}>
          <Trans>Show more</Trans>
        </Button>
      )}
    </Page>
  );
}
