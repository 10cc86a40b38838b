import { Trans } from '@lingui/react/macro';
import { useProblems } from '../../hub/problems';
import { Button } from '../../ui/Button';
import { toast } from '../../ui/Toasts';
import { useCart, useCartChange } from './cart';
import { AddWishDocument, RemoveWishDocument, WishOfDocument } from './carts.generated';

/** Puts a product on the party's list of wishes, or takes it off. */
export function WishButton({ productId }: { productId: string }) {
  const { all } = useProblems();
  const { data } = useCart(WishOfDocument, { productId });
  const add = useCartChange(AddWishDocument);
  const remove = useCartChange(RemoveWishDocument);
  if (!data) return null;
  const wish = data.wishes.nodes[0];

  async function change(): Promise<void> {
    const problems = await (wish ? remove.run({ wishId: wish.id }) : add.run({ productId }));
    if (problems.length > 0) toast(all(problems), 'bad');
  }

  return (
    <Button aria-pressed={!!wish} disabled={add.running || remove.running} onClick={() => void change()}>
      {wish ? <Trans>On my wish list</Trans> : <Trans>Put on my wish list</Trans>}
    </Button>
  );
}
