import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Link, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { Problems, useProblems } from '../../hub/problems';
import { useAnswer, type Problem } from '../../hub/queries';
import { useViewer } from '../../hub/viewer';
import { Button } from '../../ui/Button';
import { TextArea } from '../../ui/fields';
import { Money, Time } from '../../ui/format';
import { Items } from '../../ui/Items';
import { Columns, Page, Section } from '../../ui/page';
import { Loading, Notice } from '../../ui/states';
import { useCartChange } from '../carts/cart';
import { PasteIntoCartDocument, type PasteIntoCartMutation } from '../carts/carts.generated';
import { Checkout, type Outcome } from '../carts/Checkout';
import { OrderAgain } from '../carts/OrderAgain';
import { AskForPrices } from '../negotiations/AskForPrices';
import { BoughtBeforeDocument } from './order-pad.generated';
import { PadSearch } from './PadSearch';

type LeftOut = NonNullable<PasteIntoCartMutation['pasteIntoCart']['problems']>;

/** Many lines at once: paste them into the cart, look at them, place one order a seller. */
export function OrderPad() {
  const { t } = useLingui();
  const [outcome, setOutcome] = useState<Outcome | null>(null);

  return (
    <Page
      title={t`Order pad`}
      help={
        <p>
          <Trans>
            Paste lines from a spreadsheet: the article's code and how many. Each article goes into the cart from who
            offers it to you at the best price; lines of one seller become one order. Your colleagues see the same cart.
            Or take an earlier order as a start.
          </Trans>
        </p>
      }
    >
      <Columns>
        <Paste done={() => setOutcome(null)} />
        <Before done={() => setOutcome(null)} />
      </Columns>
      <PadSearch />
      {outcome && <Results outcome={outcome} />}
      <Checkout
        forTrade
        nameOf={({ sku }) => sku?.name ?? '—'}
        beside={({ seller, lines, quote }) =>
          seller && (
            <AskForPrices
              sellerId={seller.id}
              currency={quote.total?.currency ?? ''}
              lines={lines.flatMap(({ sku, quantity }, place) => {
                const { per, orderMultiple } = quote.lines[place] ?? {};
                const isInPacks = orderMultiple && quantity % orderMultiple === 0;
                return sku
                  ? [{ skuId: sku.id, quantity, per: per ?? 1, orderMultiple: isInPacks ? orderMultiple : 1 }]
                  : [];
              })}
            />
          )
        }
        start={<Trans>Paste a list, or order again what you ordered before.</Trans>}
        done={setOutcome}
      />
    </Page>
  );
}

function Paste({ done }: { done: () => void }) {
  const { t } = useLingui();
  const { sentence } = useProblems();
  const { lines: given } = useSearch({ strict: false }) as { lines?: string };
  const [text, setText] = useState(given ?? '');
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const [leftOut, setLeftOut] = useState<LeftOut>([]);
  const { run, running } = useCartChange(PasteIntoCartDocument);

  async function paste(): Promise<void> {
    const found = await run({ text }, ({ pasteIntoCart }) => {
      const told = pasteIntoCart.problems ?? [];
      setLeftOut(told);
      // What was left out stays, to be mended.
      setText(told.map((one) => one.text).join('\n'));
      done();
    });
    setProblems(found);
  }

  return (
    <Section title={t`Lines`}>
      <TextArea
        label={t`Code and quantity, one line each`}
        rows={8}
        value={text}
        placeholder={'SK0001-30ML  24\nSK0002-50ML  12'}
        onChange={(event) => setText(event.target.value)}
      />
      <Button look="primary" disabled={running || !text.trim()} onClick={() => void paste()}>
        <Trans>Put into the cart</Trans>
      </Button>
      <Problems of={problems} />
      {leftOut.length > 0 && (
        <Notice tone="attention">
          <Plural value={leftOut.length} one="# line was left out:" other="# lines were left out:" />
          <ul>
            {leftOut.map((one) => (
              <li key={one.line}>
                {one.line}: {one.text} · {sentence(one)}
              </li>
            ))}
          </ul>
        </Notice>
      )}
    </Section>
  );
}

function Before({ done }: { done: () => void }) {
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
            action: <OrderAgain orderId={order.id} done={done} />,
          }))}
        />
      )}
    </Section>
  );
}

function Results({ outcome: { orders, refused, requisitionId } }: { outcome: Outcome }) {
  const { t } = useLingui();
  return (
    <Section title={t`What came of it`}>
      {requisitionId && (
        <Link to="/requisitions/$requisitionId" params={{ requisitionId }}>
          <Trans>The requisition waits for approval</Trans>
        </Link>
      )}
      <Items
        items={[
          ...orders.map(({ id, number, seller, total }) => ({
            key: id,
            title: seller.name,
            text: (
              <Link to="/orders/$orderId" params={{ orderId: id }}>
                <Trans>Order {number} is placed</Trans>
              </Link>
            ),
            aside: <Money of={total} />,
          })),
          ...refused.map(({ seller, reason }) => ({ key: seller, title: seller, text: reason })),
        ]}
      />
    </Section>
  );
}
