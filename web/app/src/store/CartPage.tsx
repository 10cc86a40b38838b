import { Trans, useLingui } from '@lingui/react/macro';
import { Link, Navigate, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useCart } from '../areas/carts/cart';
import { WishesDocument } from '../areas/carts/carts.generated';
import { Checkout, type Outcome } from '../areas/carts/Checkout';
import { useViewerIfAny } from '../hub/viewer';
import { ButtonLink } from '../ui/Button';
import { Items } from '../ui/Items';
import { Section } from '../ui/page';
import { Notice } from '../ui/states';
import { useFace } from './face';
import styles from './MyOrders.module.css';

/** What one means to order, and where it goes; and what one wishes for. */
export function CartPage() {
  const { t } = useLingui();
  const viewer = useViewerIfAny();
  const navigate = useNavigate();
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  useFace(undefined);
  if (!viewer) return <Navigate to="/sign-in" />;

  function done(came: Outcome): void {
    setOutcome(came);
    if (came.refused.length === 0 && !came.requisitionId) void navigate({ to: '/orders' });
  }

  return (
    <div className={styles.screen}>
      <title>{t`My cart`}</title>
      <h1>
        <Trans>My cart</Trans>
      </h1>
      {outcome?.requisitionId && (
        <Notice tone="good">
          <Trans>The requisition waits for approval</Trans>
        </Notice>
      )}
      {outcome?.refused.map(({ seller, reason }) => (
        <Notice key={seller} tone="attention">
          {seller}: {reason}
        </Notice>
      ))}
      <Checkout
        forTrade={false}
        nameOf={({ sku }) =>
          sku ? (
            <Link to="/products/$productId" params={{ productId: sku.product.id }}>
              {sku.name}
            </Link>
          ) : (
            '—'
          )
        }
        start={
          <ButtonLink to="/">
            <Trans>To the shop</Trans>
          </ButtonLink>
        }
        done={done}
      />
      <Wishes />
    </div>
  );
}

function Wishes() {
  const { t } = useLingui();
  const { data } = useCart(WishesDocument, {});
  const wishes = (data?.wishes.nodes ?? []).filter(({ product }) => product);
  if (wishes.length === 0) return null;
  return (
    <Section title={t`My wish list`}>
      <Items
        items={wishes.map(({ id, product }) => ({
          key: id,
          title: (
            <Link to="/products/$productId" params={{ productId: product!.id }}>
              {product!.name}
            </Link>
          ),
          text: product!.owner.name,
        }))}
      />
    </Section>
  );
}
