import { Trans } from '@lingui/react/macro';
import { useProblems } from '../../hub/problems';
import { Button } from '../../ui/Button';
import { toast } from '../../ui/Toasts';
import { useCartChange } from './cart';
import { AddOrderToCartDocument } from './carts.generated';

/** Puts what an earlier order was about into the cart. */
export function OrderAgain({ orderId, done }: { orderId: string; done: () => void }) {
  const { all } = useProblems();
  const { run, running } = useCartChange(AddOrderToCartDocument);

  async function add(): Promise<void> {
    const problems = await run({ orderId });
    if (problems.length > 0) toast(all(problems), 'bad');
    else done();
  }

  return (
    <Button disabled={running} onClick={() => void add()}>
      <Trans>Order again</Trans>
    </Button>
  );
}
