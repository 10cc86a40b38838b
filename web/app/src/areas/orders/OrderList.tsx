import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { onFeedEvent } from '../../hub/feed';
import { ExportMenu } from '../../hub/ExportMenu';
import { RefusedAnswer } from '../../hub/problems';
import { useAnswer } from '../../hub/queries';
import type { OrderRowFragment } from '../../hub/rows.generated';
import { SavedViews } from '../../hub/SavedViews';
import { useViewer } from '../../hub/viewer';
import { ORDER_STATUS, ORDER_TONE, useWord } from '../../hub/words';
import { ORDER_KIND } from './words';
import { Badge, Count } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { Money, Time, useFormat } from '../../ui/format';
import { Page } from '../../ui/page';
import { Empty, Loading, Notice } from '../../ui/states';
import { Table, type Column } from '../../ui/Table';
import { OrderActions } from './actions';
import { BulkConfirm } from './BulkConfirm';
import { OrderFilters } from './OrderFilters';
import { OrdersDocument, OrdersFileDocument } from './orders.generated';
import { filterOf, type OrderSearch } from './search';

const PAGE_ROWS = 50;

/** All orders that one takes part in, by what the address says. */
export function OrderList() {
  const { t } = useLingui();
  const search = useSearch({ strict: false }) as OrderSearch;
  const navigate = useNavigate();
  const { number } = useFormat();
  const { party } = useViewer();
  const [count, setCount] = useState<number | null>(null);

  return (
    <Page
      title={t`Orders`}
      aside={count === null ? undefined : <Count>{number(count)}</Count>}
      actions={
        <ExportMenu
          query={OrdersFileDocument}
          variables={{ filter: filterOf(search, party.id), orderBy: search.orderBy ?? 'NEWEST' }}
          name="orders"
        />
      }
      help={
        <>
          <p>
            <Trans>
              Every order that you buy or sell. The filters stand in the address: send the link, and a colleague sees
              the same.
            </Trans>
          </p>
          <p>
            <Trans>
              Statuses change by themselves as they change at the other side. New orders are announced above the list
              and never move what you are reading. Tick several that wait and confirm them together.
            </Trans>
          </p>
        </>
      }
    >
      <OrderFilters
        search={search}
        change={(next) => void navigate({ to: '.', search: next as never, replace: true })}
      />
      <SavedViews screen="/orders" search={search} />
      <Orders key={JSON.stringify(search)} search={search} counted={setCount} />
    </Page>
  );
}

function Orders({ search, counted }: { search: OrderSearch; counted: (count: number) => void }) {
  const { t } = useLingui();
  const { party } = useViewer();
  const [pages, setPages] = useState(1);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const variables = {
    first: PAGE_ROWS * pages,
    filter: filterOf(search, party.id),
    orderBy: search.orderBy ?? 'NEWEST',
  } as const;
  const { data, error, fetching, reload } = useAnswer(OrdersDocument, variables);
  const orders = data?.orders.nodes;
  const news = useNews(orders);
  const columns = useColumns();
  const total = data?.orders.totalCount;
  useEffect(() => {
    if (total !== undefined) counted(total);
  }, [total, counted]);

  if (error && !data) return <RefusedAnswer error={error} retry={reload} />;
  if (!orders) return <Loading rows={8} />;
  const chosen = orders.filter((order) => selected.has(order.id));
  return (
    <>
      {news.size > 0 && (
        <Notice
          action={
            <Button
              onClick={() => {
                news.clear();
                reload();
              }}
            >
              <Trans>Show</Trans>
            </Button>
          }
        >
          <Plural
            value={news.size}
            one="# order is new or belongs here now"
            other="# orders are new or belong here now"
          />
        </Notice>
      )}
      {chosen.length > 0 && <BulkConfirm orders={chosen} done={() => setSelected(new Set())} />}
      {orders.length === 0 ? (
        <Empty>
          <Trans>No order matches. Take a filter away to see more.</Trans>
        </Empty>
      ) : (
        <Table
          label={t`Orders`}
          columns={columns}
          rows={orders}
          keyOf={(order) => order.id}
          selection={{
            selected,
            select: setSelected,
            canSelect: (order) => order.availableActions.includes('CONFIRM'),
            allLabel: t`Select all that wait for your confirmation`,
            labelOf: (order) => t`Select ${order.number}`,
          }}
        />
      )}
      {data.orders.pageInfo.hasNextPage && (
        <Button disabled={fetching} onClick={() => setPages(pages + 1)}>
          <Trans>Show more</Trans>
        </Button>
      )}
    </>
  );
}

/** Orders that the feed told of and that the list does not show: new ones, or such as came to match. */
function useNews(shown: readonly OrderRowFragment[] | undefined): { size: number; clear: () => void } {
  const [heard, setHeard] = useState<ReadonlySet<string>>(new Set());
  useEffect(
    () =>
      onFeedEvent(({ field, about }) => {
        if (field !== 'orderEvents') return;
        const orders = [...about].filter((id) => id.startsWith('Order:'));
        setHeard((before) => new Set([...before, ...orders]));
      }),
    [],
  );
  const known = new Set(shown?.map(({ id }) => id));
  const news = [...heard].filter((id) => !known.has(id));
  return { size: news.length, clear: () => setHeard(new Set()) };
}

function useColumns(): readonly Column<OrderRowFragment>[] {
  const { t } = useLingui();
  const word = useWord();
  const { party } = useViewer();
  return [
    {
      key: 'number',
      header: t`Order`,
      leads: true,
      cell: (order) => (
        <Link to="/orders/$orderId" params={{ orderId: order.id }}>
          {order.number}
        </Link>
      ),
    },
    {
      key: 'status',
      header: t`Status`,
      cell: (order) => <Badge tone={ORDER_TONE[order.status]}>{word(ORDER_STATUS, order.status)}</Badge>,
    },
    {
      key: 'partner',
      header: t`With`,
      cell: (order) =>
        order.buyer.id === party.id
          ? t`from ${order.seller.name}`
          : order.seller.id === party.id
            ? t`to ${order.buyer.name}`
            : t`${order.seller.name} to ${order.buyer.name}`,
    },
    { key: 'kind', header: t`Kind`, cell: (order) => word(ORDER_KIND, order.kind) },
    { key: 'placed', header: t`Placed`, cell: (order) => order.placedAt && <Time at={order.placedAt} /> },
    { key: 'total', header: t`Total`, align: 'end', cell: (order) => <Money of={order.total} /> },
    { key: 'next', header: t`Next step`, align: 'end', cell: (order) => <OrderActions order={order} only="first" /> },
  ];
}
