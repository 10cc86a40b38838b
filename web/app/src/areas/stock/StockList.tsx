import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { StockOrder } from '../../hub/graph.generated';
import { ExportMenu } from '../../hub/ExportMenu';
import { RefusedAnswer } from '../../hub/problems';
import { useQuantity } from '../../hub/quantities';
import { useAnswer } from '../../hub/queries';
import { useViewer } from '../../hub/viewer';
import { WithheldHint } from '../../hub/Withheld';
import { Badge, Count } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { Time, useFormat } from '../../ui/format';
import { Page } from '../../ui/page';
import { Empty, Loading } from '../../ui/states';
import { Table } from '../../ui/Table';
import { Tabs } from '../../ui/Tabs';
import { StockDocument, StockFileDocument, type StockRowFragment } from './stock.generated';
import { CountStock } from './changes';

const PAGE_ROWS = 50;

/** What lies where, ours or our partners' as far as they share it. */
export function StockList() {
  const { t } = useLingui();
  const { party } = useViewer();
  const { number } = useFormat();
  const [whose, setWhose] = useState<'own' | 'all'>('own');
  const [orderBy, setOrderBy] = useState<StockOrder>('LEAST_AVAILABLE');
  const [pages, setPages] = useState(1);
  const variables = { filter: whose === 'own' ? { partyId: party.id } : null, orderBy };
  const { data, error, fetching, withheld, reload } = useAnswer(StockDocument, {
    first: PAGE_ROWS * pages,
    ...variables,
  });
  const items = data?.stock.nodes;
  const write = useQuantity();
  const count = (pieces: number | null, { sku }: StockRowFragment) => (pieces === null ? '–' : write(pieces, sku.unit));

  return (
    <Page
      title={t`Stock`}
      aside={data && <Count>{number(data.stock.totalCount)}</Count>}
      actions={<ExportMenu query={StockFileDocument} variables={variables} name="stock" />}
      help={
        <>
          <p>
            <Trans>
              Each row is an article at a place. Available is what is on hand and not reserved; numbers change by
              themselves.
            </Trans>
          </p>
          <p>
            <Trans>
              Open an article for its ledger, to correct a count, or to set below how many pieces you want an alert.
            </Trans>
          </p>
        </>
      }
    >
      <Tabs
        label={t`Whose stock`}
        tabs={[
          ['own', t`Ours`],
          ['all', t`Ours and what partners share`],
        ]}
        current={whose}
        choose={setWhose}
      />
      <Tabs
        label={t`Sorted by`}
        tabs={[
          ['LEAST_AVAILABLE', t`Least available first`],
          ['MOST_AVAILABLE', t`Most available first`],
          ['NEWEST', t`Changed last first`],
        ]}
        current={orderBy}
        choose={setOrderBy}
      />
      {error && !data && <RefusedAnswer error={error} retry={reload} />}
      {!items && !error && <Loading rows={8} />}
      {items?.length === 0 && (
        <Empty>
          <Trans>No stock yet. What you receive from sellers comes here.</Trans>
        </Empty>
      )}
      {items && items.length > 0 && (
        <Table
          label={t`Stock`}
          rows={items}
          keyOf={(item) => item.id}
          columns={[
            {
              key: 'sku',
              header: t`Article`,
              leads: true,
              cell: (item) => (
                <Link to="/stock/$itemId" params={{ itemId: item.id }}>
                  {item.sku.name}
                </Link>
              ),
            },
            { key: 'code', header: t`Code`, cell: ({ sku }) => sku.code },
            {
              key: 'place',
              header: t`Place`,
              cell: (item) =>
                item.party.id === party.id ? item.location.name : `${item.party.name} · ${item.location.name}`,
            },
            { key: 'onHand', header: t`On hand`, align: 'end', cell: (item) => count(item.onHand, item) },
            { key: 'reserved', header: t`Reserved`, align: 'end', cell: (item) => count(item.reserved, item) },
            { key: 'available', header: t`Available`, align: 'end', cell: (item) => <Available item={item} /> },
            { key: 'incoming', header: t`Expected`, align: 'end', cell: (item) => count(item.incoming, item) },
            { key: 'updated', header: t`Changed`, cell: (item) => item.updatedAt && <Time at={item.updatedAt} /> },
            {
              key: 'correct',
              header: t`Count`,
              align: 'end',
              cell: (item) => item.party.id === party.id && <CountStock item={item} />,
            },
          ]}
        />
      )}
      <WithheldHint of={withheld} />
      {data?.stock.pageInfo.hasNextPage && (
        <Button disabled={fetching} onClick={() => setPages(pages + 1)}>
          <Trans>Show more</Trans>
        </Button>
      )}
    </Page>
  );
}

function Available({ item: { available, threshold, sku } }: { item: StockRowFragment }) {
  const write = useQuantity();
  if (!threshold || available >= threshold.pieces) return write(available, sku.unit);
  return <Badge tone="attention">{write(available, sku.unit)}</Badge>;
}
