import { Trans, useLingui } from '@lingui/react/macro';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { ChangeDialog } from '../../hub/ChangeDialog';
import type { ListingStatus, Trade } from '../../hub/graph.generated';
import { ExportMenu } from '../../hub/ExportMenu';
import { RefusedAnswer } from '../../hub/problems';
import { useAnswer, useChange } from '../../hub/queries';
import { useViewer } from '../../hub/viewer';
import { useWord } from '../../hub/words';
import { Count } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { SelectField, TextField } from '../../ui/fields';
import { Time, useFormat } from '../../ui/format';
import { Page } from '../../ui/page';
import { Empty, Loading } from '../../ui/states';
import { Table } from '../../ui/Table';
import { Tabs } from '../../ui/Tabs';
import {
  CreateProductDocument,
  ListingsDocument,
  ProductsFileDocument,
  type ListingRowFragment,
} from './listings.generated';
import { SheetDialog } from './SheetDialog';
import { State } from './State';
import { localized, LocalizedFields } from './texts';
import { LISTING_STATUS, TRADE } from './words';

const PAGE_ROWS = 50;
const STATUSES: readonly ListingStatus[] = ['DRAFT', 'IN_REVIEW', 'DECLINED', 'APPROVED', 'PUBLISHED', 'WITHDRAWN'];
const OF_REVIEWER: readonly ListingStatus[] = ['PUBLISHED', 'DECLINED'];

type Shown = ListingStatus | 'ALL' | 'WAITING';

/** The products that one describes; to the operator those that wait to be reviewed. */
export function ListingList() {
  const { t } = useLingui();
  const word = useWord();
  const { number } = useFormat();
  const { party, role } = useViewer();
  const reviews = party.kind === 'OPERATOR';
  const describes = !reviews && (role === 'OWNER' || role === 'MANAGER');
  const [shown, setShown] = useState<Shown>(reviews ? 'WAITING' : 'ALL');
  const [search, setSearch] = useState('');
  const [pages, setPages] = useState(1);
  const variables = {
    filter: {
      ...(reviews ? {} : { ownerId: party.id }),
      ...(shown === 'WAITING' ? { awaitsReview: true } : shown === 'ALL' ? {} : { status: [shown] }),
    },
    search: search.trim() || null,
  };
  const { data, error, fetching, reload } = useAnswer(ListingsDocument, { ...variables, first: PAGE_ROWS * pages });
  const page = data?.products;
  const tabs: readonly (readonly [Shown, string])[] = [
    reviews ? ['WAITING', t`To review`] : ['ALL', t`All`],
    ...(reviews ? OF_REVIEWER : STATUSES).map((one) => [one, word(LISTING_STATUS, one)] as const),
  ];

  return (
    <Page
      title={t`Products`}
      aside={page && <Count>{number(page.totalCount)}</Count>}
      help={
        <p>
          {reviews ? (
            <Trans>
              Products come here when their owner submits them, or changes what is in the catalogue already. Look at the
              checklist and at what was changed, then approve or return it and say what is amiss.
            </Trans>
          ) : (
            <Trans>
              Describe a product, add what the checklist asks for, and submit it. Once it is approved it enters the
              catalogue; until then nobody else sees it.
            </Trans>
          )}
        </p>
      }
      actions={
        describes && (
          <>
            <CreateProduct />
            <SheetDialog done={reload} />
            <ExportMenu query={ProductsFileDocument} variables={variables} name="products" />
          </>
        )
      }
    >
      <Tabs label={t`Which products`} tabs={tabs} current={shown} choose={setShown} />
      <TextField
        label={t`Find by name or description`}
        type="search"
        value={search}
        maxLength={200}
        onChange={(event) => setSearch(event.target.value)}
      />
      {error && !data && <RefusedAnswer error={error} retry={reload} />}
      {!data && !error && <Loading rows={6} />}
      {page?.nodes.length === 0 && (
        <Empty>
          {shown === 'WAITING' ? <Trans>Nothing waits to be reviewed.</Trans> : <Trans>No product here.</Trans>}
        </Empty>
      )}
      {page && page.nodes.length > 0 && (
        <Table
          label={t`Products`}
          rows={page.nodes}
          keyOf={({ id }) => id}
          columns={[
            { key: 'name', header: t`Name`, leads: true, cell: (row) => <Name of={row} /> },
            ...(reviews
              ? [{ key: 'owner', header: t`Owner`, cell: ({ owner }: ListingRowFragment) => owner.name }]
              : []),
            { key: 'trade', header: t`Trade`, cell: ({ trade }) => word(TRADE, trade) },
            { key: 'status', header: t`State`, cell: (row) => <State of={row} /> },
            { key: 'skus', header: t`Articles`, align: 'end', cell: ({ skus }) => number(skus.length) },
            { key: 'created', header: t`Since`, align: 'end', cell: ({ createdAt }) => <Time at={createdAt} /> },
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

function Name({ of: { id, name } }: { of: ListingRowFragment }) {
  return (
    <Link to="/products/$productId" params={{ productId: id } as never}>
      {name}
    </Link>
  );
}

function CreateProduct() {
  const { t } = useLingui();
  const word = useWord();
  const navigate = useNavigate();
  const { run } = useChange(CreateProductDocument, ({ createProduct: { product } }) => {
    if (product) void navigate({ to: '/products/$productId', params: { productId: product.id } as never });
  });
  const trades: readonly Trade[] = ['COSMETICS', 'JEWELLERY', 'GENERAL'];
  return (
    <ChangeDialog
      name={t`Describe a product`}
      look="primary"
      told={t`The draft is begun. Add what the checklist asks for.`}
      change={(said) => run({ name: localized(said, 'name'), trade: said('trade') as Trade })}
    >
      <LocalizedFields label={t`Name`} name="name" texts={[]} maxLength={500} />
      <SelectField label={t`Trade`} name="trade" options={trades.map((one) => [one, word(TRADE, one)])} />
    </ChangeDialog>
  );
}
