import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { RefusedAnswer } from '../../hub/problems';
import { useAnswer } from '../../hub/queries';
import { useViewer } from '../../hub/viewer';
import { Count } from '../../ui/Badge';
import { Button, ButtonLink } from '../../ui/Button';
import { minorOf, useFormat } from '../../ui/format';
import { Page } from '../../ui/page';
import { Empty, Loading, Notice } from '../../ui/states';
import { Table } from '../../ui/Table';
import { Tabs } from '../../ui/Tabs';
import { PromotionCalendar } from './PromotionCalendar';
import { useWhatIsGiven } from './given';
import {
  PromotionsAtHandDocument,
  PromotionsDocument,
  ReceivedPromotionsDocument,
  SharedPromotionsDocument,
  type PromotionPageFragment,
  type PromotionRowFragment,
} from './promotions.generated';
import { Days, State } from './State';

const PAGE_ROWS = 50;

type Shown = 'own' | 'shared' | 'received' | 'calendar';

/** What one gives to those who buy, what one bears with others, and what sellers give: lists, and a calendar. */
export function PromotionList() {
  const { t } = useLingui();
  const { number } = useFormat();
  const { party, role } = useViewer();
  const buys = party.kind !== 'SUPPLIER';
  const sells = role === 'OWNER' || role === 'MANAGER';
  const [shown, setShown] = useState<Shown>(sells ? 'own' : 'calendar');
  const [at] = useState(() => new Date().toISOString());
  const { data } = useAnswer(PromotionsAtHandDocument, { ownerId: party.id, at });
  const isAsked = data?.sharedPromotions.nodes.some(({ availableActions }) =>
    availableActions.includes('ACCEPT_SHARE'),
  );

  return (
    <Page
      title={t`Promotions`}
      aside={data && <Count>{number(data.promotions.totalCount)}</Count>}
      help={
        <p>
          <Trans>
            A promotion gives buyers something from one day until another: so much off, a price, or pieces for nothing.
            Buyers see it while it runs, and orders are priced with it by themselves. A partner may bear a part of what
            it costs; it counts once the partner has agreed.
          </Trans>
        </p>
      }
      actions={
        sells && (
          <ButtonLink to="/promotions/new" look="primary">
            <Trans>Make a promotion</Trans>
          </ButtonLink>
        )
      }
    >
      {isAsked && (
        <Notice
          tone="attention"
          action={
            <Button onClick={() => setShown('shared')}>
              <Trans>Look</Trans>
            </Button>
          }
        >
          <Trans>Partners ask you to bear a part of what a promotion costs.</Trans>
        </Notice>
      )}
      <Tabs
        label={t`Which promotions`}
        tabs={[
          ['own', t`Our own`],
          ['shared', t`Borne with others`],
          ...(buys ? [['received', t`For our orders`] as const] : []),
          ['calendar', t`Calendar`],
        ]}
        current={shown}
        choose={setShown}
      />
      {shown === 'own' && <Own ownerId={party.id} />}
      {shown === 'shared' && <Shared />}
      {shown === 'received' && <Received />}
      {shown === 'calendar' && <PromotionCalendar ownerId={party.id} />}
    </Page>
  );
}

function Own({ ownerId }: { ownerId: string }) {
  const [pages, setPages] = useState(1);
  const answer = useAnswer(PromotionsDocument, { first: PAGE_ROWS * pages, ownerId });
  return (
    <Rows {...answer} page={answer.data?.promotions} more={() => setPages(pages + 1)} borne>
      <Trans>No promotion yet. Make one, and it counts for every order from its first day on.</Trans>
    </Rows>
  );
}

function Shared() {
  const [pages, setPages] = useState(1);
  const answer = useAnswer(SharedPromotionsDocument, { first: PAGE_ROWS * pages });
  return (
    <Rows {...answer} page={answer.data?.sharedPromotions} more={() => setPages(pages + 1)} borne owned>
      <Trans>No partner has asked you to bear a part of a promotion.</Trans>
    </Rows>
  );
}

function Received() {
  const [pages, setPages] = useState(1);
  const answer = useAnswer(ReceivedPromotionsDocument, { first: PAGE_ROWS * pages });
  return (
    <Rows {...answer} page={answer.data?.receivedPromotions} more={() => setPages(pages + 1)} owned>
      <Trans>None of those who sell to you has a promotion.</Trans>
    </Rows>
  );
}

interface RowsProps extends Pick<ReturnType<typeof useAnswer>, 'error' | 'fetching' | 'reload'> {
  page: PromotionPageFragment | undefined;
  more: () => void;
  /** Whether the viewer bears them, and so is told what they came to. */
  borne?: boolean;
  /** Whether they are of others. */
  owned?: boolean;
  children: React.ReactNode;
}

function Rows({ page, error, fetching, reload, more, borne, owned, children }: RowsProps) {
  const { t } = useLingui();
  const { number, money } = useFormat();
  const given = useWhatIsGiven();
  if (error && !page) return <RefusedAnswer error={error} retry={reload} />;
  if (!page) return <Loading rows={6} />;
  if (page.nodes.length === 0) return <Empty>{children}</Empty>;
  return (
    <>
      <Table
        label={t`Promotions`}
        rows={page.nodes}
        keyOf={({ id }) => id}
        columns={[
          { key: 'name', header: t`Name`, leads: true, cell: (row) => <Name of={row} /> },
          { key: 'state', header: t`State`, cell: (row) => <State of={row} /> },
          ...(owned
            ? [{ key: 'owner', header: t`Seller`, cell: ({ owner }: PromotionRowFragment) => owner.name }]
            : []),
          { key: 'gives', header: t`Gives`, cell: (row) => given(row) },
          { key: 'days', header: t`Days`, cell: (row) => <Days of={row} /> },
          ...(borne
            ? [
                {
                  key: 'uses',
                  header: t`Orders`,
                  align: 'end' as const,
                  cell: ({ uses }: PromotionRowFragment) => number(uses ?? 0),
                },
                {
                  key: 'spent',
                  header: t`Given so far`,
                  align: 'end' as const,
                  cell: ({ spentMinor, currency }: PromotionRowFragment) =>
                    money({ amount: String((spentMinor ?? 0) / minorOf(currency)), currency }),
                },
              ]
            : []),
        ]}
      />
      {page.pageInfo.hasNextPage && (
        <Button disabled={fetching} onClick={more}>
          <Trans>Show more</Trans>
        </Button>
      )}
    </>
  );
}

function Name({ of: { id, name } }: { of: PromotionRowFragment }) {
  return (
    <Link to="/promotions/$promotionId" params={{ promotionId: id } as never}>
      {name}
    </Link>
  );
}
