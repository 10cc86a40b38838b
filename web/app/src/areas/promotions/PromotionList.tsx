import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { ChangeDialog } from '../../hub/ChangeDialog';
import type { PromotionEffect } from '../../hub/graph.generated';
import { RefusedAnswer } from '../../hub/problems';
import { useAnswer, useChange } from '../../hub/queries';
import { useViewer } from '../../hub/viewer';
import { Badge, Count } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { Buttons, SelectField, TextField } from '../../ui/fields';
import { minorOf, useFormat } from '../../ui/format';
import { Page } from '../../ui/page';
import { Empty, Loading } from '../../ui/states';
import { Table } from '../../ui/Table';
import { useWhatIsGiven } from './given';
import {
  CreatePromotionDocument,
  EndPromotionDocument,
  PromotionsDocument,
  type PromotionRowFragment,
} from './promotions.generated';
import { ShowResults } from './Results';

const PAGE_ROWS = 50;

/** What one gives to those who buy: what runs, what comes, and what is over. */
export function PromotionList() {
  const { t } = useLingui();
  const { number, money } = useFormat();
  const { party } = useViewer();
  const given = useWhatIsGiven();
  const [pages, setPages] = useState(1);
  const { data, error, fetching, reload } = useAnswer(PromotionsDocument, {
    first: PAGE_ROWS * pages,
    ownerId: party.id,
  });
  const page = data?.promotions;

  return (
    <Page
      title={t`Promotions`}
      aside={page && <Count>{number(page.totalCount)}</Count>}
      help={
        <p>
          <Trans>
            A promotion gives buyers something from one day until another: so much off, or pieces for nothing. Buyers
            see it while it runs, and orders are priced with it by themselves.
          </Trans>
        </p>
      }
      actions={<CreatePromotion reload={reload} />}
    >
      {error && !data && <RefusedAnswer error={error} retry={reload} />}
      {!data && !error && <Loading rows={6} />}
      {page?.nodes.length === 0 && (
        <Empty>
          <Trans>No promotion yet. Make one, and it counts for every order from its first day on.</Trans>
        </Empty>
      )}
      {page && page.nodes.length > 0 && (
        <Table
          label={t`Promotions`}
          rows={page.nodes}
          keyOf={({ id }) => id}
          columns={[
            { key: 'name', header: t`Name`, leads: true, cell: ({ name }) => name },
            { key: 'state', header: t`State`, cell: (row) => <State of={row} /> },
            { key: 'gives', header: t`Gives`, cell: (row) => given(row) },
            { key: 'days', header: t`Days`, cell: (row) => <Days of={row} /> },
            { key: 'uses', header: t`Orders`, align: 'end', cell: ({ uses }) => number(uses ?? 0) },
            {
              key: 'spent',
              header: t`Given so far`,
              align: 'end',
              cell: ({ spentMinor, currency }) => money(amountOf(spentMinor ?? 0, currency)),
            },
            {
              key: 'next',
              header: t`Next step`,
              align: 'end',
              cell: (row) => (
                <Buttons>
                  <ShowResults of={row} />
                  <EndPromotion of={row} />
                </Buttons>
              ),
            },
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

function amountOf(minor: number, currency: string) {
  return { amount: String(minor / minorOf(currency)), currency };
}

function Days({ of: { startsAt, endsAt } }: { of: PromotionRowFragment }) {
  const { date } = useFormat();
  return (
    <>
      {date(startsAt)} – {date(endsAt)}
    </>
  );
}

function State({ of: { startsAt, endsAt } }: { of: PromotionRowFragment }) {
  const { t } = useLingui();
  const [now] = useState(() => Date.now());
  if (Date.parse(endsAt) <= now) return <Badge tone="plain">{t`Over`}</Badge>;
  if (Date.parse(startsAt) > now) return <Badge tone="accent">{t`To come`}</Badge>;
  return <Badge tone="good">{t`Running`}</Badge>;
}

function CreatePromotion({ reload }: { reload: () => void }) {
  const { t } = useLingui();
  const { party } = useViewer();
  const { run } = useChange(CreatePromotionDocument, reload);

  async function change(said: (field: string) => string) {
    const currency = said('currency').toUpperCase();
    const effect = said('effect') as PromotionEffect;
    const inMinor = (field: string) => Math.round(Number(said(field)) * minorOf(currency));
    const isOfPieces = effect === 'FREE_PIECES';
    const startsAt = said('starts');
    return await run({
      name: said('name'),
      audience: party.kind === 'RETAILER' ? 'CONSUMERS' : 'PARTNERS',
      currency,
      scope: isOfPieces ? 'LINE' : 'ORDER',
      measure: isOfPieces ? 'PIECES' : 'AMOUNT',
      effect,
      repeats: said('repeats') === 'yes',
      steps: [
        {
          threshold: isOfPieces ? Number(said('threshold')) : inMinor('threshold'),
          value:
            effect === 'PERCENT_OFF'
              ? Math.round(Number(said('value')) * 100)
              : isOfPieces
                ? Number(said('value'))
                : inMinor('value'),
        },
      ],
      ...(startsAt && { startsAt: new Date(startsAt).toISOString() }),
      endsAt: new Date(said('ends')).toISOString(),
      ...(said('coupon') && { coupon: said('coupon') }),
    });
  }

  return (
    <ChangeDialog name={t`Make a promotion`} look="primary" told={t`The promotion is made.`} change={change}>
      <TextField label={t`Name`} name="name" maxLength={200} required />
      <SelectField
        label={t`Gives`}
        name="effect"
        options={[
          ['AMOUNT_OFF', t`An amount off the order`],
          ['PERCENT_OFF', t`Percent off the order`],
          ['FREE_PIECES', t`Pieces of an article for nothing`],
        ]}
      />
      <TextField label={t`Currency`} name="currency" defaultValue="CNY" minLength={3} maxLength={3} required />
      <TextField
        label={t`From this amount, or so many pieces, on`}
        name="threshold"
        type="number"
        step="any"
        min={0}
        required
      />
      <TextField
        label={t`So much: an amount, percent or pieces`}
        name="value"
        type="number"
        step="any"
        min={0}
        required
      />
      <SelectField
        label={t`Every further time again`}
        name="repeats"
        options={[
          ['no', t`No, once an order`],
          ['yes', t`Yes`],
        ]}
      />
      <TextField label={t`From when on`} hint={t`From now on unless said`} name="starts" type="datetime-local" />
      <TextField label={t`Until when`} name="ends" type="datetime-local" required />
      <TextField label={t`Coupon`} hint={t`Only if buyers have to give one`} name="coupon" maxLength={200} />
    </ChangeDialog>
  );
}

function EndPromotion({ of }: { of: PromotionRowFragment }) {
  const { t } = useLingui();
  const [now] = useState(() => Date.now());
  const { run } = useChange(EndPromotionDocument);
  if (Date.parse(of.endsAt) <= now) return null;
  return (
    <ChangeDialog
      name={t`End`}
      title={t`End this promotion`}
      look="danger"
      told={t`The promotion has ended.`}
      change={() => run({ promotionId: of.id })}
    >
      <p>
        <Trans>New orders are priced without it. What was ordered keeps what it gave.</Trans>
      </p>
    </ChangeDialog>
  );
}
