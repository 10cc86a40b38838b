import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { NegotiationStatus } from '../../hub/graph.generated';
import { RefusedAnswer } from '../../hub/problems';
import { useAnswer } from '../../hub/queries';
import { useViewer } from '../../hub/viewer';
import { Count } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { Time, useFormat } from '../../ui/format';
import { Page } from '../../ui/page';
import { Empty, Loading } from '../../ui/states';
import { Table } from '../../ui/Table';
import { Tabs } from '../../ui/Tabs';
import { NegotiationsDocument, type NegotiationRowFragment } from './negotiations.generated';
import { State } from './State';

const PAGE_ROWS = 30;
const SHOWN: Record<'open' | 'over', readonly NegotiationStatus[]> = {
  open: ['WAITING_FOR_SELLER', 'WAITING_FOR_BUYER'],
  over: ['AGREED', 'DECLINED', 'WITHDRAWN'],
};

/** What is being negotiated with partners, and what came of it. */
export function NegotiationList() {
  const { t } = useLingui();
  const { number } = useFormat();
  const { party } = useViewer();
  const [shown, setShown] = useState<keyof typeof SHOWN>('open');
  const [pages, setPages] = useState(1);
  const { data, error, fetching, reload } = useAnswer(
    NegotiationsDocument,
    { first: PAGE_ROWS * pages, filter: { status: [...SHOWN[shown]] } },
    { staleAfter: ({ field }) => field === 'negotiationEvents' },
  );
  const page = data?.negotiations;
  const otherOf = ({ buyer, seller }: NegotiationRowFragment) => (buyer.id === party.id ? seller : buyer);

  return (
    <Page
      title={t`Negotiations`}
      aside={page && <Count>{number(page.totalCount)}</Count>}
      help={
        <p>
          <Trans>
            A buyer asks for prices of what is in its cart; seller and buyer then propose prices in turn, until one of
            them agrees or ends it. What was agreed on becomes a price for that buyer alone, and is ordered like all
            else.
          </Trans>
        </p>
      }
    >
      <Tabs
        label={t`Which negotiations`}
        tabs={[
          ['open', t`Going on`],
          ['over', t`Over`],
        ]}
        current={shown}
        choose={setShown}
      />
      {error && !data && <RefusedAnswer error={error} retry={reload} />}
      {!data && !error && <Loading rows={6} />}
      {page?.nodes.length === 0 && (
        <Empty>
          {party.kind === 'SUPPLIER' ? (
            <Trans>Nothing is negotiated. Buyers ask you from their carts.</Trans>
          ) : (
            <Trans>Nothing is negotiated. Put articles into the cart on the order pad, and ask for prices there.</Trans>
          )}
        </Empty>
      )}
      {page && page.nodes.length > 0 && (
        <Table
          label={t`Negotiations`}
          rows={page.nodes}
          keyOf={({ id }) => id}
          columns={[
            {
              key: 'with',
              header: t`With`,
              leads: true,
              cell: (row) => (
                <Link to="/negotiations/$negotiationId" params={{ negotiationId: row.id }}>
                  {otherOf(row).name}
                </Link>
              ),
            },
            {
              key: 'side',
              header: t`Trade`,
              cell: ({ buyer }) => (buyer.id === party.id ? t`sells to us` : t`buys from us`),
            },
            { key: 'state', header: t`State`, cell: (row) => <State of={row} /> },
            {
              key: 'goods',
              header: t`Articles`,
              cell: ({ terms }) => terms?.lines.map(({ sku }) => sku?.code ?? '—').join(', '),
            },
            { key: 'last', header: t`Last word`, cell: ({ terms }) => terms && <Time at={terms.occurredAt} /> },
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
