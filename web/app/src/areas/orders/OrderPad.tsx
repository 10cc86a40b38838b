import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Link, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { RefusedAnswer, useProblems } from '../../hub/problems';
import { useAnswer, useChange } from '../../hub/queries';
import { useViewer } from '../../hub/viewer';
import { Button } from '../../ui/Button';
import { SelectField, TextArea } from '../../ui/fields';
import { Money, Time, useFormat } from '../../ui/format';
import { Items } from '../../ui/Items';
import { Columns, Page, Section } from '../../ui/page';
import { Empty, Loading, Notice } from '../../ui/states';
import { Table } from '../../ui/Table';
import { PlacesToDeliverToDocument } from '../addresses/addresses.generated';
import { addressLine } from '../addresses/lines';
import { BoughtBeforeDocument, SkusOfferedDocument, type SkusOfferedQuery } from './order-pad.generated';
import { PlaceOrderDocument } from './orders.generated';
import { readPasted, type PastedLine } from './paste';

type Sku = SkusOfferedQuery['skus']['nodes'][number];
type Offer = Sku['offers']['nodes'][number];

interface Line extends PastedLine {
  sku: Sku | undefined;
  offer: Offer | undefined;
}

interface Placed {
  seller: string;
  number: string | null;
  id: string | null;
  problem: string | null;
}

/** Many lines at once: paste them, look at them, place one order a seller. */
export function OrderPad() {
  const { t } = useLingui();
  const { lines: given } = useSearch({ strict: false }) as { lines?: string };
  const [text, setText] = useState(given ?? '');
  const [placed, setPlaced] = useState<readonly Placed[]>([]);
  const { lines, unread } = readPasted(text);

  return (
    <Page
      title={t`Order pad`}
      help={
        <p>
          <Trans>
            Paste lines from a spreadsheet: the article's code and how many pieces. Each article is ordered from who
            offers it to you at the best price; lines of one seller become one order. Or take an earlier order as a
            start.
          </Trans>
        </p>
      }
    >
      <Columns>
        <Section title={t`Lines`}>
          <TextArea
            label={t`Code and quantity, one line each`}
            rows={8}
            value={text}
            placeholder={'SK0001-30ML  24\nSK0002-50ML  12'}
            onChange={(event) => {
              setText(event.target.value);
              setPlaced([]);
            }}
          />
          {unread.length > 0 && (
            <Notice tone="attention">
              <Trans>Not understood: {unread.slice(0, 3).join(' · ')}</Trans>
            </Notice>
          )}
        </Section>
        <Before
          take={(again) => {
            setText(again.map(({ code, quantity }) => `${code}\t${quantity}`).join('\n'));
            setPlaced([]);
          }}
        />
      </Columns>
      {placed.length > 0 ? (
        <Results placed={placed} />
      ) : (
        lines.length > 0 && <Check lines={lines} done={setPlaced} clear={() => setText('')} />
      )}
    </Page>
  );
}

function Before({ take }: { take: (lines: readonly PastedLine[]) => void }) {
  const { t } = useLingui();
  const { party } = useViewer();
  const { data } = useAnswer(BoughtBeforeDocument, { partyId: party.id });
  return (
    <Section title={t`Ordered before`}>
      {!data && <Loading rows={4} />}
      {data && (
        <Items
          items={data.orders.nodes.map((order) => ({
            key: order.id,
            title: order.seller.name,
            text: (
              <>
                {order.number} · <Plural value={order.lines.length} one="# line" other="# lines" /> ·{' '}
                <Money of={order.total} />
              </>
            ),
            aside: order.placedAt && <Time at={order.placedAt} />,
            action: (
              <Button onClick={() => take(order.lines.map(({ sku, quantity }) => ({ code: sku.code, quantity })))}>
                <Trans>Order again</Trans>
              </Button>
            ),
          }))}
        />
      )}
    </Section>
  );
}

interface CheckProps {
  lines: readonly PastedLine[];
  done: (placed: readonly Placed[]) => void;
  clear: () => void;
}

function Check({ lines, done, clear }: CheckProps) {
  const { t } = useLingui();
  const { number } = useFormat();
  const { all } = useProblems();
  const codes = lines.map(({ code }) => code);
  const { data, error, reload } = useAnswer(SkusOfferedDocument, { codes });
  const { run } = useChange(PlaceOrderDocument);
  const [working, setWorking] = useState(false);
  const [destination, setDestination] = useState('');

  if (error && !data) return <RefusedAnswer error={error} retry={reload} />;
  if (!data) return <Loading rows={4} />;
  const rows: Line[] = lines.map((line) => {
    const skus = data.skus.nodes.filter(({ code }) => code === line.code);
    const sku = skus.find(({ offers }) => offers.nodes.length > 0) ?? skus[0];
    return { ...line, sku, offer: sku?.offers.nodes[0] };
  });
  const orderable = rows.filter((row): row is Line & { sku: Sku; offer: Offer } => row.offer !== undefined);
  const sellers = [...new Map(orderable.map(({ offer }) => [offer.seller.id, offer.seller])).values()];

  async function place(): Promise<void> {
    setWorking(true);
    const results: Placed[] = [];
    for (const seller of sellers) {
      const result: Placed = { seller: seller.name, number: null, id: null, problem: null };
      const ordered = orderable.filter(({ offer }) => offer.seller.id === seller.id);
      const problems = await run(
        {
          sellerId: seller.id,
          lines: ordered.map(({ sku, quantity }) => ({ skuId: sku.id, quantity })),
          ...(destination && { [destination.startsWith('Address:') ? 'addressId' : 'deliverToId']: destination }),
        },
        ({ placeOrder: { order } }) => {
          result.id = order?.id ?? null;
          result.number = order?.number ?? null;
        },
      );
      if (problems.length > 0) result.problem = all(problems);
      results.push(result);
    }
    setWorking(false);
    if (results.every(({ problem }) => problem === null)) clear();
    done(results);
  }

  return (
    <Section
      title={t`To be ordered`}
      aside={
        <Button look="primary" disabled={working || sellers.length === 0} onClick={() => void place()}>
          <Plural value={sellers.length} one="Place # order" other="Place # orders" />
        </Button>
      }
    >
      <DeliverTo value={destination} choose={setDestination} />
      <Table
        label={t`To be ordered`}
        rows={rows}
        keyOf={({ code }) => code}
        columns={[
          { key: 'sku', header: t`Article`, leads: true, cell: ({ sku, code }) => (sku ? sku.name : code) },
          { key: 'code', header: t`Code`, cell: ({ code }) => code },
          {
            key: 'seller',
            header: t`Seller`,
            cell: ({ sku, offer }) =>
              offer ? offer.seller.name : sku ? t`nobody offers it to you` : t`no article has this code`,
          },
          { key: 'quantity', header: t`Pieces`, align: 'end', cell: ({ quantity }) => number(quantity) },
          {
            key: 'price',
            header: t`Price`,
            align: 'end',
            cell: ({ offer, quantity }) => offer && <Money of={priceAt(offer, quantity)} />,
          },
        ]}
      />
    </Section>
  );
}

/** One of the party's locations or addresses; its first location unless one is chosen. */
function DeliverTo({ value, choose }: { value: string; choose: (id: string) => void }) {
  const { t } = useLingui();
  const { data } = useAnswer(PlacesToDeliverToDocument, {});
  const party = data?.viewer?.party;
  const places = party && 'locations' in party ? party.locations : [];
  return (
    <SelectField
      label={t`Deliver to`}
      value={value}
      options={[
        ['', t`Our first place`],
        ...places.map((place) => [place.id, place.name] as const),
        ...(data?.addresses.nodes ?? []).map((address) => [address.id, addressLine(address)] as const),
      ]}
      onChange={(event) => choose(event.target.value)}
    />
  );
}

/** The unit price at a quantity: that of the highest tier which it reaches. */
function priceAt({ price, tiers }: Offer, quantity: number): Offer['price'] {
  const reached = tiers.filter(({ minimumQuantity }) => minimumQuantity <= quantity);
  return reached.toSorted((one, other) => other.minimumQuantity - one.minimumQuantity)[0]?.price ?? price;
}

function Results({ placed }: { placed: readonly Placed[] }) {
  const { t } = useLingui();
  return (
    <Section title={t`What came of it`}>
      {placed.length === 0 && <Empty>{t`Nothing was ordered.`}</Empty>}
      <Items
        items={placed.map(({ seller, number, id, problem }) => ({
          key: seller,
          title: seller,
          text:
            problem ??
            (id && (
              <Link to="/orders/$orderId" params={{ orderId: id }}>
                <Trans>Order {number} is placed</Trans>
              </Link>
            )),
        }))}
      />
    </Section>
  );
}
