import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { Picture } from '../areas/catalogue/Picture';
import { ShelvesDocument, ShopDocument, type ShopQuery } from '../areas/catalogue/catalogue.generated';
import { comparable } from '../areas/offers/choice';
import { RefusedAnswer } from '../hub/problems';
import { useAnswer } from '../hub/queries';
import { Button, IconButton } from '../ui/Button';
import { Money } from '../ui/format';
import { SearchIcon } from '../ui/icons';
import { Empty, Loading } from '../ui/states';
import { useFace } from './face';
import styles from './Shop.module.css';
import type { ShopSearch } from './search';

const PAGE_PRODUCTS = 24;

type Product = ShopQuery['products']['nodes'][number];

/** The shop's window: a department, a shelf, a search. */
export function Shop() {
  const { t } = useLingui();
  const search = useSearch({ strict: false }) as ShopSearch;
  const navigate = useNavigate();
  const trade = search.trade ?? 'COSMETICS';
  useFace(trade);
  const go = (next: ShopSearch) => void navigate({ to: '/', search: next as never });

  function find(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const words = String(new FormData(event.currentTarget).get('find')).trim();
    go({ ...(search.trade && { trade: search.trade }), ...(words && { find: words }) });
  }

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
        <form role="search" className={styles.search} onSubmit={find}>
          <input
            key={search.find}
            name="find"
            type="search"
            aria-label={t`Find a product`}
            placeholder={t`Find a product`}
            defaultValue={search.find ?? ''}
            maxLength={200}
          />
          <IconButton label={t`Find`} type="submit">
            <SearchIcon />
          </IconButton>
        </form>
      </section>
      <ShelfBar trade={trade} current={search.shelf} choose={(shelf) => go({ trade, ...(shelf && { shelf }) })} />
      <Products key={JSON.stringify(search)} search={search} trade={trade} />
    </>
  );
}

function Products({ search, trade }: { search: ShopSearch; trade: 'COSMETICS' | 'JEWELLERY' }) {
  const [pages, setPages] = useState(1);
  const { data, error, fetching, reload } = useAnswer(ShopDocument, {
    first: PAGE_PRODUCTS * pages,
    filter: {
      trade: search.trade || !search.find ? [trade] : ['COSMETICS', 'JEWELLERY'],
      ...(search.shelf && { categoryId: search.shelf }),
    },
    search: search.find ?? null,
    orderBy: 'NEWEST',
  });
  if (error && !data) return <RefusedAnswer error={error} retry={reload} />;
  if (!data) return <Loading rows={6} />;
  const { nodes, totalCount, pageInfo } = data.products;
  if (nodes.length === 0) {
    return (
      <Empty>
        <Trans>Nothing here matches. Try another word, or another shelf.</Trans>
      </Empty>
    );
  }
  return (
    <>
      <p className={styles.count} role="status">
        <Plural value={totalCount} one="# product" other="# products" />
      </p>
      <ul className={styles.cards}>
        {nodes.map((product) => (
          <Card key={product.id} product={product} />
        ))}
      </ul>
      {pageInfo.hasNextPage && (
        <p className={styles.more}>
          <Button disabled={fetching} onClick={() => setPages(pages + 1)}>
            <Trans>Show more</Trans>
          </Button>
        </p>
      )}
    </>
  );
}

function Card({ product }: { product: Product }) {
  const offers = product.skus.flatMap(({ offers }) => offers.nodes);
  const cheapest = comparable(offers)[0];
  return (
    <li className={styles.card}>
      <Link to="/products/$productId" params={{ productId: product.id }}>
        <Picture product={product} />
        <small>{product.owner.name}</small>
        <strong>{product.name}</strong>
        {cheapest ? (
          <span>
            {offers.length > 1 ? (
              <Trans>
                from <Money of={cheapest.price} />
              </Trans>
            ) : (
              <Money of={cheapest.price} />
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
