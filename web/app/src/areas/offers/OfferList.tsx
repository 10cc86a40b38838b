import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useClient } from 'urql';
import type { Audience } from '../../hub/graph.generated';
import { ChangeDialog } from '../../hub/ChangeDialog';
import { RefusedAnswer } from '../../hub/problems';
import { Price, useQuantity } from '../../hub/quantities';
import { useAnswer, useChange } from '../../hub/queries';
import { useViewer } from '../../hub/viewer';
import { Count } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { Buttons, SelectField, TextField } from '../../ui/fields';
import { minorOf, useFormat } from '../../ui/format';
import { Page } from '../../ui/page';
import { Empty, Loading } from '../../ui/states';
import { Table } from '../../ui/Table';
import { Tabs } from '../../ui/Tabs';
import {
  EndOfferDocument,
  OffersDocument,
  SetOfferDocument,
  SkuByCodeDocument,
  type OwnOfferFragment,
} from './offers.generated';

const PAGE_ROWS = 50;

/** The prices at which one sells. */
export function OfferList() {
  const { t } = useLingui();
  const { number, date } = useFormat();
  const quantity = useQuantity();
  const { party } = useViewer();
  const [audience, setAudience] = useState<Audience>(party.kind === 'RETAILER' ? 'CONSUMERS' : 'PARTNERS');
  const [pages, setPages] = useState(1);
  const { data, error, fetching, reload } = useAnswer(OffersDocument, {
    partyId: party.id,
    first: PAGE_ROWS * pages,
    filter: { audience: [audience] },
  });
  const page = data?.party && 'offers' in data.party ? data.party.offers : null;

  return (
    <Page
      title={t`Prices`}
      aside={page && <Count>{number(page.totalCount)}</Count>}
      help={
        <p>
          <Trans>
            A price is made to partners or to consumers, from a quantity on, now or later. A new price for the same
            article and the same people takes the place of the one before; buyers see it at once.
          </Trans>
        </p>
      }
      actions={<SetOffer audience={audience} reload={reload} />}
    >
      <Tabs
        label={t`To whom`}
        tabs={[
          ['PARTNERS', t`To partners`],
          ['CONSUMERS', t`To consumers`],
        ]}
        current={audience}
        choose={setAudience}
      />
      {error && !data && <RefusedAnswer error={error} retry={reload} />}
      {!data && !error && <Loading rows={8} />}
      {page?.nodes.length === 0 && (
        <Empty>
          <Trans>No price yet. Set one, and buyers can order.</Trans>
        </Empty>
      )}
      {page && page.nodes.length > 0 && (
        <Table
          label={t`Prices`}
          rows={page.nodes}
          keyOf={({ id }) => id}
          columns={[
            { key: 'sku', header: t`Article`, leads: true, cell: ({ sku }) => sku.name },
            { key: 'code', header: t`Code`, cell: ({ sku }) => sku.code },
            { key: 'for', header: t`For`, cell: ({ partner }) => (partner ? partner.name : t`everybody`) },
            {
              key: 'minimum',
              header: t`From`,
              align: 'end',
              cell: (offer) => quantity(offer.minimumQuantity, offer.sku.unit),
            },
            {
              key: 'multiple',
              header: t`In packs of`,
              align: 'end',
              cell: ({ orderMultiple, sku }) => (orderMultiple > 1 ? quantity(orderMultiple, sku.unit) : ''),
            },
            {
              key: 'price',
              header: t`Price`,
              align: 'end',
              cell: (offer) => <Price of={offer} unit={offer.sku.unit} />,
            },
            {
              key: 'until',
              header: t`Until`,
              cell: ({ validUntil }) => (validUntil ? date(validUntil) : t`open-ended`),
            },
            {
              key: 'next',
              header: t`Next step`,
              align: 'end',
              cell: (offer) => (
                <Buttons>
                  <SetOffer audience={audience} of={offer} reload={reload} />
                  <EndOffer offer={offer} />
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

function SetOffer({ audience, of, reload }: { audience: Audience; of?: OwnOfferFragment; reload: () => void }) {
  const { t } = useLingui();
  const client = useClient();
  const quantity = useQuantity();
  const { run } = useChange(SetOfferDocument, reload);

  async function change(said: (field: string) => string) {
    const currency = of?.price.currency ?? said('currency').toUpperCase();
    let skuId = of?.sku.id;
    if (!skuId) {
      const found = await client.query(SkuByCodeDocument, { code: [said('code')] }).toPromise();
      skuId = found.data?.skus.nodes[0]?.id;
      if (!skuId) return [{ code: 'NOT_FOUND', message: t`There is no article with this code.` }];
    }
    return await run({
      skuId,
      audience,
      currency,
      priceMinor: Math.round(Number(said('price')) * minorOf(currency)),
      per: of?.per ?? Number(said('per')),
      minimumQuantity: Number(said('minimum')),
      orderMultiple: Number(said('multiple')),
      tiers: [],
      madeToOrder: of?.madeToOrder ?? said('made') === 'yes',
      ...(of?.partner && { partnerId: of.partner.id }),
    });
  }

  return (
    <ChangeDialog
      name={of ? t`New price` : t`Set a price`}
      {...(of ? { title: of.sku.code } : {})}
      look={of ? 'plain' : 'primary'}
      told={t`The price is set.`}
      change={change}
    >
      {!of && <TextField label={t`Code of the article`} name="code" required />}
      {!of && <TextField label={t`Currency`} name="currency" defaultValue="CNY" minLength={3} maxLength={3} required />}
      <TextField
        label={t`Price`}
        hint={of && t`In ${of.price.currency}, for ${quantity(of.per, of.sku.unit)}`}
        name="price"
        type="number"
        step="any"
        min={0}
        defaultValue={of?.price.amount ?? ''}
        required
      />
      {!of && (
        <TextField
          label={t`The price is for`}
          hint={t`How many of what the article is counted in: 1 piece, or 1000 g`}
          name="per"
          type="number"
          min={1}
          defaultValue={1}
          required
        />
      )}
      <TextField
        label={t`In packs of`}
        hint={t`Only multiples of this can be ordered`}
        name="multiple"
        type="number"
        min={1}
        defaultValue={of?.orderMultiple ?? 1}
        required
      />
      <TextField
        label={t`From`}
        hint={t`The least that can be ordered: whole packs`}
        name="minimum"
        type="number"
        min={1}
        defaultValue={of?.minimumQuantity ?? 1}
        required
      />
      {!of && (
        <SelectField
          label={t`Made to order`}
          name="made"
          options={[
            ['no', t`No, from stock`],
            ['yes', t`Yes, it is made when ordered`],
          ]}
        />
      )}
    </ChangeDialog>
  );
}

function EndOffer({ offer }: { offer: OwnOfferFragment }) {
  const { t } = useLingui();
  const { run } = useChange(EndOfferDocument);
  if (offer.validUntil) return null;
  return (
    <ChangeDialog
      name={t`End`}
      title={t`End this price`}
      look="danger"
      told={t`The price has ended.`}
      change={() => run({ offerId: offer.id })}
    >
      <p>
        <Trans>Nobody can order at it any more. What was ordered keeps its price.</Trans>
      </p>
    </ChangeDialog>
  );
}
