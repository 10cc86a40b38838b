import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useState, type FormEvent } from 'react';
import { RefusedAnswer, Problems } from '../../hub/problems';
import { useAnswer, type Problem } from '../../hub/queries';
import { useViewer } from '../../hub/viewer';
import { Button } from '../../ui/Button';
import { TextField } from '../../ui/fields';
import { Money } from '../../ui/format';
import { Items } from '../../ui/Items';
import { Section } from '../../ui/page';
import { Empty, Loading } from '../../ui/states';
import { AddToCartDocument } from '../carts/adding.generated';
import { useCartChange } from '../carts/cart';
import { ChosenChips, Facets, useCount } from '../catalogue/Facets';
import { filterOf, type Chosen } from '../catalogue/chosen';
import { comparable } from '../offers/choice';
import { PadSearchDocument, type PadSearchQuery } from './order-pad.generated';
import styles from './PadSearch.module.css';

type Found = PadSearchQuery['products']['nodes'][number];
type Sku = Found['skus'][number];

const PAGE_PRODUCTS = 10;

/** Finds articles by name, code or what they are made of, and puts them into the cart. */
export function PadSearch() {
  const { t } = useLingui();
  const [find, setFind] = useState('');

  function look(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    setFind(String(new FormData(event.currentTarget).get('find')).trim());
  }

  return (
    <Section title={t`Find articles`}>
      <form role="search" className={styles.search} onSubmit={look}>
        <TextField label={t`Name, code, brand, material or effect`} name="find" type="search" maxLength={200} />
        <Button type="submit">
          <Trans>Find</Trans>
        </Button>
      </form>
      {find && <Results key={find} find={find} />}
    </Section>
  );
}

function Results({ find }: { find: string }) {
  const { party } = useViewer();
  const [chosen, setChosen] = useState<Chosen>({});
  const [pages, setPages] = useState(1);
  const { data, error, fetching, reload } = useAnswer(PadSearchDocument, {
    search: find,
    filter: filterOf(chosen),
    first: PAGE_PRODUCTS * pages,
  });
  const [last, setLast] = useState(data);
  if (data && data !== last) setLast(data);
  const told = data ?? last;
  if (error && !data) return <RefusedAnswer error={error} retry={reload} />;
  if (!told) return <Loading rows={4} />;
  const { facets, nodes, pageInfo } = told.products;
  if (nodes.length === 0) {
    return (
      <Empty
        action={
          Object.keys(chosen).length > 0 && (
            <Button onClick={() => setChosen({})}>
              <Trans>Clear all that is chosen</Trans>
            </Button>
          )
        }
      >
        <Trans>
          Nothing matches “{find}”. Fewer words find more; names are found in Chinese, English and pinyin, articles also
          by their code.
        </Trans>
      </Empty>
    );
  }
  const choose = (next: Chosen) => {
    setChosen(next);
    setPages(1);
  };
  const articles = nodes.flatMap((product) => product.skus.map((sku) => ({ product, sku })));
  return (
    <div className={styles.found} aria-busy={fetching}>
      <Facets facets={facets} chosen={chosen} choose={choose} />
      <div>
        <ChosenChips facets={facets} chosen={chosen} choose={choose} />
        <FoundCount facets={facets} />
        <Items
          items={articles.map(({ product, sku }) => {
            const offer = comparable(sku.offers.nodes.filter(({ seller }) => seller.id !== party.id))[0];
            return {
              key: sku.id,
              title: `${product.name} · ${sku.name}`,
              text: `${sku.code} · ${offer?.seller.name ?? product.owner.name}`,
              aside: offer ? <Money of={offer.price} /> : <Trans>nobody offers it to you</Trans>,
              action: offer && <Add sku={sku} sellerId={offer.seller.id} least={offer.minimumQuantity} />,
            };
          })}
        />
        {pageInfo.hasNextPage && (
          <Button disabled={fetching} onClick={() => setPages(pages + 1)}>
            <Trans>Show more</Trans>
          </Button>
        )}
      </div>
    </div>
  );
}

function FoundCount({ facets }: { facets: PadSearchQuery['products']['facets'] }) {
  const count = useCount(facets);
  return (
    <p role="status">
      <Plural value={facets.found} one="# product" other={`${count} products`} />
    </p>
  );
}

function Add({ sku, sellerId, least }: { sku: Sku; sellerId: string; least: number }) {
  const { t } = useLingui();
  const [quantity, setQuantity] = useState(least);
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const { run, running } = useCartChange(AddToCartDocument);

  async function add(): Promise<void> {
    setProblems(await run({ lines: [{ skuId: sku.id, sellerId, quantity }] }));
  }

  return (
    <span className={styles.add}>
      <input
        type="number"
        min={1}
        aria-label={t`Pieces of ${sku.code}`}
        value={quantity}
        onChange={(event) => setQuantity(Math.max(1, event.target.valueAsNumber || 1))}
      />
      <Button disabled={running} onClick={() => void add()}>
        <Trans>Into the cart</Trans>
      </Button>
      <Problems of={problems} />
    </span>
  );
}
