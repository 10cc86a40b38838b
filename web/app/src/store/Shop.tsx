import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { ChosenChips, Facets, useCount } from '../areas/catalogue/Facets';
import { Picture } from '../areas/catalogue/Picture';
import { ShelvesDocument, ShopDocument, type ShopQuery } from '../areas/catalogue/catalogue.generated';
import { filterOf, type Chosen } from '../areas/catalogue/chosen';
import { comparable } from '../areas/offers/choice';
import { RefusedAnswer } from '../hub/problems';
import { Price } from '../hub/quantities';
import { useAnswer } from '../hub/queries';
import { Button } from '../ui/Button';
import { Empty, Loading } from '../ui/states';
import { useFace } from './face';
import { SearchBox } from './SearchBox';
import styles from './Shop.module.css';
import type { ShopSearch } from './search';

const PAGE_PRODUCTS = 24;

// Beside the products, which are what one waits for.
const OnNow = lazy(() => import('../areas/promotions/OnNow').then((module) => ({ default: module.OnNow })));

type Product = ShopQuery['products']['nodes'][number];

/** The shop's window: a department, a shelf, a search. */
export function Shop() {
  const { t } = useLingui();
  const search = useSearch({ strict: false }) as ShopSearch;
  const navigate = useNavigate();
  const trade = search.trade ?? 'COSMETICS';
  useFace(trade);
  const go = (next: ShopSearch) => void navigate({ to: '/', search: next as never });

  return (
    <>
      <title>{t`The Hub Shop`}</title>
      <section className={styles.hero}>
        <h1>{trade === 'JEWELLERY' ? <Trans>Pieces to keep</Trans> : <Trans>Skin, at its own pace</Trans>}</h1>
        <p>
          {trade === 'JEWELLERY' ? (
            <Trans>Made by hand, certified stone by stone, and to your measure if you like.</Trans>
          ) : (
            <Trans>From the maker of the ingredient to your door, every step of it known.</Trans>
          )}
        </p>
        <SearchBox key={search.find} search={search} go={go} />
      </section>
      <ShelfBar trade={trade} current={search.shelf} choose={(shelf) => go({ trade, ...(shelf && { shelf }) })} />
      {!search.find && !search.shelf && (
        <Suspense>
          <OnNow trade={trade} />
        </Suspense>
      )}
      <Products search={search} trade={trade} go={go} />
    </>
  );
}

interface ProductsProps {
  search: ShopSearch;
  trade: 'COSMETICS' | 'JEWELLERY';
  go: (next: ShopSearch) => void;
}

function Products({ search, trade, go }: ProductsProps) {
  const { trade: department, shelf, find, ...chosen } = search;
  const here = JSON.stringify(search);
  const [shown, setShown] = useState({ here, pages: 1 });
  const pages = shown.here === here ? shown.pages : 1;
  const { data, error, fetching, reload } = useAnswer(ShopDocument, {
    first: PAGE_PRODUCTS * pages,
    filter: {
      trade: department || !find ? [trade] : ['COSMETICS', 'JEWELLERY'],
      ...(shelf && { categoryId: shelf }),
      ...filterOf(chosen),
    },
    search: find ?? null,
    orderBy: 'RELEVANCE',
  });
  // What was there stays until the next is: who ticks one box after the other keeps the place.
  const [last, setLast] = useState(data);
  if (data && data !== last) setLast(data);
  const told = data ?? last;
  if (error && !data) return <RefusedAnswer error={error} retry={reload} />;
  if (!told) return <Loading rows={6} />;
  const { nodes, facets, pageInfo } = told.products;
  const choose = (next: Chosen) =>
    go({ ...(department && { trade: department }), ...(shelf && { shelf }), ...(find && { find }), ...next });
  const isNarrowed = Object.keys(chosen).length > 0;
  if (nodes.length === 0 && !isNarrowed) return <NothingFound search={search} go={go} />;
  return (
    <div className={styles.found} aria-busy={fetching}>
      <Facets facets={facets} chosen={chosen} choose={choose} />
      <div>
        <ChosenChips facets={facets} chosen={chosen} choose={choose} />
        <FoundCount facets={facets} />
        {nodes.length === 0 && <NothingFound search={search} go={go} />}
        <ul className={styles.cards}>
          {nodes.map((product) => (
            <Card key={product.id} product={product} />
          ))}
        </ul>
        {pageInfo.hasNextPage && (
          <p className={styles.more}>
            <Button disabled={fetching} onClick={() => setShown({ here, pages: pages + 1 })}>
              <Trans>Show more</Trans>
            </Button>
          </p>
        )}
      </div>
    </div>
  );
}

function FoundCount({ facets }: { facets: ShopQuery['products']['facets'] }) {
  const count = useCount(facets);
  return (
    <p className={styles.count} role="status">
      <Plural value={facets.found} one="# product" other={`${count} products`} />
    </p>
  );
}

/** What to do where nothing matches. */
function NothingFound({ search, go }: Pick<ProductsProps, 'search' | 'go'>) {
  const { trade, shelf, find, ...chosen } = search;
  const isNarrowed = Object.keys(chosen).length > 0;
  return (
    <Empty
      action={
        <p className={styles.help}>
          {isNarrowed && (
            <Button onClick={() => go({ ...(trade && { trade }), ...(shelf && { shelf }), ...(find && { find }) })}>
              <Trans>Clear all that is chosen</Trans>
            </Button>
          )}
          {find && (trade || shelf) && (
            <Button onClick={() => go({ find })}>
              <Trans>Look in all departments</Trans>
            </Button>
          )}
          {find && find.includes(' ') && (
            <Button onClick={() => go({ find: find.split(' ')[0]! })}>
              <Trans>Look for “{find.split(' ')[0]}” alone</Trans>
            </Button>
          )}
          <Button onClick={() => go(trade ? { trade } : {})}>
            <Trans>Show everything</Trans>
          </Button>
        </p>
      }
    >
      {find ? (
        <Trans>
          Nothing matches “{find}”. Fewer words find more; names are found in Chinese, English and pinyin, articles also
          by their code.
        </Trans>
      ) : (
        <Trans>Nothing here matches. Try another word, or another shelf.</Trans>
      )}
    </Empty>
  );
}

function Card({ product }: { product: Product }) {
  const offers = product.skus.flatMap(({ unit, offers }) => offers.nodes.map((offer) => ({ ...offer, unit })));
  const cheapest = comparable(offers)[0];
  return (
    <li className={styles.card}>
      <Link to="/products/$productId" params={{ productId: product.id }}>
        <Picture media={product.media} sizes="(width < 640px) 50vw, 25vw" />
        <small>{product.owner.name}</small>
        <strong>{product.name}</strong>
        {cheapest ? (
          <span>
            {offers.length > 1 ? (
              <Trans>
                from <Price of={cheapest} unit={cheapest.unit} />
              </Trans>
            ) : (
              <Price of={cheapest} unit={cheapest.unit} />
            )}
          </span>
        ) : (
          <span className={styles.none}>
            <Trans>Not on sale now</Trans>
          </span>
        )}
      </Link>
    </li>
  );
}

interface ShelfBarProps {
  trade: 'COSMETICS' | 'JEWELLERY';
  current: string | undefined;
  choose: (shelf: string | null) => void;
}

/** The shelves of a department, as far as they are below its own. */
function ShelfBar({ trade, current, choose }: ShelfBarProps) {
  const { t } = useLingui();
  const { data } = useAnswer(ShelvesDocument, {});
  const shelves = data?.categories.nodes ?? [];
  const root = shelves.find(
    ({ parent, name }) => !parent && (trade === 'JEWELLERY' ? /jewel/i : /cosmetic|beauty|skin/i).test(name),
  );
  const shown = shelves.filter(({ parent }) => parent && parent.id === root?.id);
  if (shown.length === 0) return null;
  return (
    <nav className={styles.shelves} aria-label={t`Shelves`}>
      <button type="button" aria-pressed={!current} onClick={() => choose(null)}>
        <Trans>Everything</Trans>
      </button>
      {shown.map((shelf) => (
        <button key={shelf.id} type="button" aria-pressed={shelf.id === current} onClick={() => choose(shelf.id)}>
          {shelf.name}
        </button>
      ))}
    </nav>
  );
}
