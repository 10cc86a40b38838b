import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useProblems } from '../../hub/problems';
import { useChange } from '../../hub/queries';
import type { OrderRowFragment } from '../../hub/rows.generated';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { Notice } from '../../ui/states';
import styles from './BulkConfirm.module.css';
import { ConfirmOrderDocument } from './orders.generated';

interface Result {
  number: string;
  /** Null when the order was confirmed. */
  problem: string | null;
}

/** Confirms several orders, one after the other, with a result for each. */
export function BulkConfirm({ orders, done }: { orders: readonly OrderRowFragment[]; done: () => void }) {
  const { t } = useLingui();
  const { run } = useChange(ConfirmOrderDocument);
  const { all } = useProblems();
  const [results, setResults] = useState<readonly Result[] | null>(null);
  const [working, setWorking] = useState(false);

  async function confirm(): Promise<void> {
    setWorking(true);
    const found: Result[] = [];
    for (const order of orders) {
      const problems = await run({ orderId: order.id });
      found.push({ number: order.number, problem: problems.length > 0 ? all(problems) : null });
    }
    setResults(found);
    setWorking(false);
  }

  const failed = results?.filter(({ problem }) => problem !== null).length ?? 0;
  return (
    <>
      <Notice
        action={
          <span className={styles.buttons}>
            <Button look="primary" disabled={working} onClick={() => void confirm()}>
              <Plural value={orders.length} one="Confirm # order" other="Confirm # orders" />
            </Button>
            <Button look="quiet" onClick={done}>
              <Trans>Select none</Trans>
            </Button>
          </span>
        }
      >
        <Plural value={orders.length} one="# order selected" other="# orders selected" />
      </Notice>
      <Dialog
        title={failed === 0 ? t`All confirmed` : t`Confirmed, but for ${failed}`}
        open={results !== null}
        close={() => {
          setResults(null);
          done();
        }}
      >
        <ul className={styles.results}>
          {results?.map(({ number, problem }) => (
            <li key={number} data-failed={problem !== null || undefined}>
              <strong>{number}</strong> {problem ?? <Trans>is confirmed</Trans>}
            </li>
          ))}
        </ul>
      </Dialog>
    </>
  );
}
