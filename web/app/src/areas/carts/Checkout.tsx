import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useState, type ReactNode } from 'react';
import { Problems, RefusedAnswer, useProblems } from '../../hub/problems';
import type { Problem } from '../../hub/queries';
import { Button } from '../../ui/Button';
import { TextArea } from '../../ui/fields';
import { Money } from '../../ui/format';
import { Section } from '../../ui/page';
import { Empty, Loading, Notice } from '../../ui/states';
import { DeliverTo, destinationOf } from '../addresses/DeliverTo';
import { SubmitRequisitionDocument } from '../requisitions/requisitions.generated';
import { isWithin, Totals, totalsOf } from '../requisitions/totals';
import { useCart, useCartChange } from './cart';
import { CartDocument, EmptyCartDocument, PlaceCartDocument, type PlaceCartMutation } from './carts.generated';
import { CartOrder, NOTHING_SAID, type OfSeller, type Said } from './CartOrder';
import styles from './carts.module.css';

type Order = NonNullable<PlaceCartMutation['placeCart']['orders']>[number];

/** What came of placing: the orders, or the requisition for them; and by seller why there is none. */
export interface Outcome {
  requisitionId?: string;
  orders: readonly Order[];
  refused: readonly { seller: string; reason: string }[];
}

interface CheckoutProps {
  forTrade: boolean;
  nameOf: (line: OfSeller['lines'][number]) => ReactNode;
  /** What else can be done with the order of a seller. */
  beside?: (order: OfSeller) => ReactNode;
  /** What to do with an empty cart. */
  start: ReactNode;
  done: (outcome: Outcome) => void;
}

/** The party's cart: what is in it, what is wrong with it, where it goes, and the button that orders it. */
export function Checkout({ forTrade, nameOf, beside, start, done }: CheckoutProps) {
  const { t } = useLingui();
  const { all } = useProblems();
  const [said, setSaid] = useState<Readonly<Record<string, Said>>>({});
  const coupons = Object.entries(said).flatMap(([sellerId, { coupon }]) => (coupon ? [{ sellerId, coupon }] : []));
  const { data, error, reload } = useCart(CartDocument, { coupons });
  const { run, running } = useCartChange(PlaceCartDocument);
  const empty = useCartChange(EmptyCartDocument);
  const [destination, setDestination] = useState('');
  const [together, setTogether] = useState(false);
  const submitting = useCartChange(SubmitRequisitionDocument);
  const [note, setNote] = useState('');
  const [problems, setProblems] = useState<readonly Problem[]>([]);

  if (error && !data) return <RefusedAnswer error={error} retry={reload} />;
  if (!data) return <Loading rows={4} />;
  const orders = data.cart?.orders ?? [];
  if (orders.length === 0) {
    return (
      <Empty action={start}>
        <Trans>Your cart is empty.</Trans>
      </Empty>
    );
  }
  const saidOf = ({ seller }: OfSeller): Said => said[seller?.id ?? ''] ?? NOTHING_SAID;
  const wanted = orders.filter((order) => order.seller && saidOf(order).wanted);
  const totals = totalsOf(wanted.map(({ quote }) => quote.total));
  const limit = data.viewer?.orderLimit?.limit;
  const needsApproval = !isWithin(limit, totals);

  const asked = () => ({
    orders: wanted.map((order) => {
      const { coupon, note, buyerReference, requestedFor } = saidOf(order);
      return {
        sellerId: order.seller!.id,
        ...(order.quote.total && { expectedTotalMinor: order.quote.total.minor }),
        ...(coupon && { coupon }),
        ...(note && { note }),
        ...(buyerReference && { buyerReference }),
        ...(requestedFor && { requestedFor }),
      };
    }),
    ...destinationOf(destination),
  });

  async function submit(): Promise<void> {
    const found = await submitting.run(
      { ...asked(), ...(note && { note }) },
      ({ submitRequisition: { requisition } }) => {
        if (requisition) done({ orders: [], refused: [], requisitionId: requisition.id });
      },
    );
    setProblems(found);
    if (found.length > 0) reload();
  }

  async function place(): Promise<void> {
    const found = await run({ ...asked(), allOrNothing: together }, ({ placeCart }) => {
      const bySeller = Map.groupBy(placeCart.refusals ?? [], ({ position }) => position);
      done({
        orders: placeCart.orders ?? [],
        refused: [...bySeller].map(([position, reasons]) => ({
          seller: wanted[position]?.seller?.name ?? '',
          reason: all(reasons),
        })),
      });
    });
    setProblems(found);
    if (found.length > 0) reload();
  }

  return (
    <Section
      title={t`To be ordered`}
      aside={
        <Button look="quiet" disabled={empty.running} onClick={() => void empty.run({})}>
          <Trans>Empty the cart</Trans>
        </Button>
      }
    >
      <ul className={styles.orders}>
        {orders.map((order) => (
          <CartOrder
            key={order.seller?.id}
            order={order}
            said={saidOf(order)}
            say={(next) => setSaid({ ...said, [order.seller?.id ?? '']: next })}
            forTrade={forTrade}
            nameOf={nameOf}
          >
            {beside?.(order)}
          </CartOrder>
        ))}
      </ul>
      <div className={styles.place}>
        <DeliverTo value={destination} choose={setDestination} />
        {wanted.length > 1 && !needsApproval && (
          <label className={styles.choice}>
            <input type="checkbox" checked={together} onChange={(event) => setTogether(event.target.checked)} />
            <Trans>All of them, or none</Trans>
          </label>
        )}
        {totals.length > 0 && (
          <p role="status">
            <Trans>To pay:</Trans> <Totals of={totals} />
          </p>
        )}
        {needsApproval && limit && (
          <>
            <Notice tone="attention">
              <Trans>
                Needs approval: your role orders for up to <Money of={limit} /> at a time.
              </Trans>
            </Notice>
            <TextArea
              label={t`What you say to who is to approve it`}
              maxLength={2000}
              value={note}
              onChange={({ currentTarget: { value } }) => setNote(value)}
            />
          </>
        )}
        <Problems of={problems} />
        {needsApproval ? (
          <Button look="primary" disabled={submitting.running} onClick={() => void submit()}>
            <Trans>Submit for approval</Trans>
          </Button>
        ) : (
          <Button look="primary" disabled={running || wanted.length === 0} onClick={() => void place()}>
            <Plural value={wanted.length} one="Place # order" other="Place # orders" />
          </Button>
        )}
      </div>
    </Section>
  );
}
