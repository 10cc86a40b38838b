import { Trans, useLingui } from '@lingui/react/macro';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { lazy, Suspense, useState, type FormEvent } from 'react';
import { Gallery } from '../areas/catalogue/Gallery';
import {
  ShopProductDocument,
  type OfferPriceFragment,
  type ShopProductQuery,
} from '../areas/catalogue/catalogue.generated';
import { useCartChange } from '../areas/carts/cart';
import { AddToCartDocument } from '../areas/carts/adding.generated';
import { WishButton } from '../areas/carts/WishButton';
import { comparable } from '../areas/offers/choice';
import { PlaceOrderDocument } from '../areas/orders/orders.generated';
import { QuoteDocument } from '../areas/promotions/quotes.generated';
import { Running } from '../areas/promotions/Running';
import { Problems, RefusedAnswer } from '../hub/problems';
import type { Unit } from '../hub/graph.generated';
import { Price, useQuantity } from '../hub/quantities';
import { useAnswer, useChange, type Problem } from '../hub/queries';
import { useViewerIfAny } from '../hub/viewer';
import { Button, ButtonLink } from '../ui/Button';
import { SelectField, TextField } from '../ui/fields';
import { Money, useFormat } from '../ui/format';
import { Facts, Section } from '../ui/page';
import { Empty, Loading } from '../ui/states';
import { toast } from '../ui/Toasts';
import { useFace } from './face';
import styles from './ProductPage.module.css';

const ProductReviews = lazy(async () => ({
  default: (await import('../areas/reviews/ProductReviews')).ProductReviews,
}));

type Product = NonNullable<ShopProductQuery['product']>;

export function ProductPage() {
  const { productId } = useParams({ strict: false }) as { productId: string };
  const { data, error, reload } = useAnswer(ShopProductDocument, { id: productId });
  const product = data?.product;
  useFace(product?.trade);
  if (error && !data) return <RefusedAnswer error={error} retry={reload} />;
  if (!data) return <Loading rows={8} />;
  if (!product) {
    return (
      <Empty>
        <Trans>This product is not sold here any more.</Trans>
      </Empty>
    );
  }
  return <Shown product={product} />;
}

function Shown({ product }: { product: Product }) {
  const { t } = useLingui();
  const { name, description } = product;
  return (
    <article className={styles.product}>
      <title>{`${name} · ${product.owner.name}`}</title>
      {description && <meta name="description" content={description} />}
      <ForSearchEngines product={product} name={name} description={description} />
      <div className={styles.picture}>
        <Gallery media={product.media} />
      </div>
      <div className={styles.words}>
        <p className={styles.path}>
          <Link to="/" search={{ trade: product.trade } as never}>
            {product.trade === 'JEWELLERY' ? <Trans>Jewellery</Trans> : <Trans>Cosmetics</Trans>}
          </Link>
          {product.category && (
            <>
              {' / '}
              <Link to="/" search={{ trade: product.trade, shelf: product.category.id } as never}>
                {product.category.name}
              </Link>
            </>
          )}
        </p>
        <h1>{name}</h1>
        <p className={styles.maker}>{product.owner.name}</p>
        <Buy product={product} />
        {description && <p className={styles.description}>{description}</p>}
        <Section title={t`Details`}>
          <Details product={product} />
        </Section>
        {product.documents.length > 0 && (
          <Section title={t`Papers`}>
            <ul>
              {product.documents.map(({ id, kind, url, validUntil }) => (
                <li key={id}>
                  <Paper kind={kind} url={url} validUntil={validUntil} />
                </li>
              ))}
            </ul>
          </Section>
        )}
        <Suspense>
          <ProductReviews productId={product.id} />
        </Suspense>
      </div>
    </article>
  );
}

/** The product in schema.org's words: what it is, who made it, and what shops ask for it. */
function ForSearchEngines({
  product,
  name,
  description,
}: {
  product: Product;
  name: string;
  description: string | null;
}) {
  const said = {
    '@context': 'https://schema.org',
    '@type': 'Product',
    name,
    ...(description && { description }),
    ...(product.category && { category: product.category.name }),
    brand: { '@type': 'Brand', name: product.owner.name },
    url: location.origin + location.pathname,
    image: product.media.filter(({ kind }) => kind === 'IMAGE').map(({ large }) => new URL(large, location.href).href),
    ...(product.skus[0]?.gtin && { gtin: product.skus[0].gtin }),
    offers: product.skus.flatMap(({ code, unit, offers }) =>
      offers.nodes.map(({ price, per, seller }) => ({
        '@type': 'Offer',
        sku: code,
        ...(per === 1
          ? { price: price.amount, priceCurrency: price.currency }
          : {
              priceSpecification: {
                '@type': 'UnitPriceSpecification',
                price: price.amount,
                priceCurrency: price.currency,
                referenceQuantity: { '@type': 'QuantitativeValue', value: per, unitCode: unit },
              },
            }),
        seller: { '@type': 'Organization', name: seller.name },
      })),
    ),
  };
  // What is between the tags is read as text up to the next tag, so nothing in it may begin one.
  return <script type="application/ld+json">{JSON.stringify(said).replaceAll('<', '\\u003c')}</script>;
}

function Paper({ kind, url, validUntil }: Pick<Product['documents'][number], 'kind' | 'url' | 'validUntil'>) {
  const { t } = useLingui();
  const { date } = useFormat();
  const names = {
    QC_REPORT: t`Quality report`,
    CERTIFICATE: t`Certificate`,
    FILING: t`Filing record`,
    SAFETY_SHEET: t`Safety data sheet`,
  };
  const until = validUntil && date(validUntil);
  return (
    <>
      <a href={url}>{names[kind]}</a>
      {until && (
        <span className={styles.until}>
          {' '}
          <Trans>valid until {until}</Trans>
        </span>
      )}
    </>
  );
}

function Details({ product: { details } }: { product: Product }) {
  const { t } = useLingui();
  const { list } = useFormat();
  if (!details) return null;
  const facts: [string, string | null | undefined][] =
    'ingredients' in details
      ? [
          [t`Story`, details.story],
          [t`Series`, details.series],
          [t`Does`, list(details.efficacy)],
          [t`How to use`, details.usage],
          [t`Ingredients`, details.ingredients.join(', ')],
          [t`Keeps for`, details.shelfLifeMonths ? t`${details.shelfLifeMonths} months` : null],
          [t`Filing number`, details.filingNumber],
        ]
      : 'material' in details
        ? [
            [t`Style`, details.style],
            [t`Material`, details.material],
            [t`Craft`, details.craft],
            [t`Stone`, details.gem],
            [t`Weight of the stone`, details.gemCarats ? t`${details.gemCarats} carats` : null],
            [t`Certificate`, details.certificateNumber],
          ]
        : [];
  return <Facts facts={facts.flatMap(([name, value]) => (value ? [[name, value] as const] : []))} />;
}

function Buy({ product }: { product: Product }) {
  const { t } = useLingui();
  const viewer = useViewerIfAny();
  const [skuId, setSkuId] = useState(product.skus[0]?.id ?? '');
  const sku = product.skus.find(({ id }) => id === skuId);
  const unit = sku?.unit ?? 'C62';
  const offers = comparable(sku?.offers.nodes ?? []);
  const [offerId, setOfferId] = useState<string | null>(null);
  const offer = offers.find(({ id }) => id === offerId) ?? offers[0];

  return (
    <div className={styles.buy}>
      {product.skus.length > 1 && (
        <SelectField
          label={t`Which one`}
          value={skuId}
          options={product.skus.map((one) => [one.id, one.name])}
          onChange={(event) => setSkuId(event.target.value)}
        />
      )}
      {offer ? (
        <>
          <p className={styles.price}>
            <Price of={offer} unit={unit} />
          </p>
          {offers.length > 1 ? (
            <Seller offers={offers} chosen={offer} choose={setOfferId} />
          ) : (
            <p className={styles.maker}>
              <Trans>Sold by {offer.seller.name}</Trans>
            </p>
          )}
          <Running productId={product.id} />
          {viewer ? (
            <>
              <OrderForm key={offer.id} skuId={skuId} unit={unit} offer={offer} />
              <WishButton productId={product.id} />
            </>
          ) : (
            <ButtonLink look="primary" to="/sign-in">
              <Trans>Sign in to order</Trans>
            </ButtonLink>
          )}
        </>
      ) : (
        <p className={styles.maker}>
          {viewer ? (
            <Trans>Nobody sells it to you now. Look again later, or ask the maker.</Trans>
          ) : (
            <Trans>No shop shows a price for it to everybody. Some may once you have signed in.</Trans>
          )}
        </p>
      )}
    </div>
  );
}

interface SellerProps {
  offers: readonly OfferPriceFragment[];
  chosen: OfferPriceFragment;
  choose: (offerId: string) => void;
}

function Seller({ offers, chosen, choose }: SellerProps) {
  const { t } = useLingui();
  const { money } = useFormat();
  return (
    <SelectField
      label={t`Sold by`}
      value={chosen.id}
      options={offers.map(({ id, seller, price }) => [id, `${seller.name} · ${money(price)}`])}
      onChange={(event) => choose(event.target.value)}
    />
  );
}

function OrderForm({ skuId, unit, offer }: { skuId: string; unit: Unit; offer: OfferPriceFragment }) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const write = useQuantity();
  const { run, running } = useChange(PlaceOrderDocument);
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const [quantity, setQuantity] = useState(offer.minimumQuantity);
  const [coupon, setCoupon] = useState('');
  const { data, reload } = useAnswer(QuoteDocument, {
    sellerId: offer.seller.id,
    lines: [{ skuId, quantity }],
    coupon: coupon || null,
  });
  const quote = data?.quote;
  const add = useCartChange(AddToCartDocument);

  async function putIntoCart(): Promise<void> {
    const found = await add.run({ lines: [{ sellerId: offer.seller.id, skuId, quantity }] });
    setProblems(found);
    if (found.length === 0) toast(t`It is in your cart.`);
  }

  async function order(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const found = await run({
      sellerId: offer.seller.id,
      lines: [{ skuId, quantity }],
      ...(coupon && { coupon }),
      ...(quote?.total && { expectedTotalMinor: quote.total.minor }),
    });
    setProblems(found);
    if (found.length > 0) reload();
    if (found.length === 0) await navigate({ to: '/orders' });
  }

  return (
    <form className={styles.order} onSubmit={(event) => void order(event)}>
      <TextField
        label={t`Quantity`}
        hint={(unit !== 'C62' || offer.orderMultiple > 1) && t`In steps of ${write(offer.orderMultiple, unit)}`}
        name="quantity"
        type="number"
        inputMode="numeric"
        min={offer.minimumQuantity}
        step={offer.orderMultiple}
        defaultValue={offer.minimumQuantity}
        onChange={({ currentTarget: { valueAsNumber } }) => setQuantity(valueAsNumber || 0)}
        required
      />
      <TextField
        label={t`Coupon`}
        name="coupon"
        maxLength={200}
        onBlur={({ currentTarget: { value } }) => setCoupon(value.trim())}
      />
      {quote?.total && (
        <p role="status">
          <Trans>
            To pay: <Money of={quote.total} />
          </Trans>
          {quote.discount && quote.discount.minor > 0 && (
            <>
              {' '}
              <Trans>
                (<Money of={quote.discount} /> off)
              </Trans>
            </>
          )}
        </p>
      )}
      <Problems of={[...(quote?.problems ?? []), ...(quote?.lines.flatMap((line) => line.problems) ?? [])]} />
      <Button look="primary" disabled={add.running} onClick={() => void putIntoCart()}>
        <Trans>Add to the cart</Trans>
      </Button>
      <Button type="submit" disabled={running}>
        {offer.madeToOrder ? <Trans>Have it made</Trans> : <Trans>Order now</Trans>}
      </Button>
      <Problems of={problems} />
    </form>
  );
}
