import { Trans, useLingui } from '@lingui/react/macro';
import { useState, type ReactNode } from 'react';
import { useProblems } from '../../hub/problems';
import { useQuantity } from '../../hub/quantities';
import { IconButton } from '../../ui/Button';
import { Buttons, TextField } from '../../ui/fields';
import { Money } from '../../ui/format';
import { CloseIcon } from '../../ui/icons';
import { toast } from '../../ui/Toasts';
import { useWhatIsGiven } from '../promotions/given';
import { useCartChange } from './cart';
import { RemoveCartLinesDocument, SetCartLineDocument, type CartRowFragment } from './carts.generated';
import styles from './carts.module.css';

export type OfSeller = CartRowFragment['orders'][number];
type Line = OfSeller['lines'][number];
type Quoted = OfSeller['quote']['lines'][number];

/** What a buyer says of the order with one seller, before it is placed. */
export interface Said {
  wanted: boolean;
  coupon: string;
  note: string;
  buyerReference: string;
  requestedFor: string;
}

export const NOTHING_SAID: Said = { wanted: true, coupon: '', note: '', buyerReference: '', requestedFor: '' };

interface CartOrderProps {
  order: OfSeller;
  said: Said;
  say: (said: Said) => void;
  /** Whether the buyer has numbers and days of its own for orders. */
  forTrade: boolean;
  nameOf: (line: Line) => ReactNode;
  /** What else can be done with it. */
  children?: ReactNode;
}

/** What the cart holds of one seller, with what it would cost. */
export function CartOrder({ order: { seller, lines, quote }, said, say, forTrade, nameOf, children }: CartOrderProps) {
  const { t } = useLingui();
  const { all } = useProblems();
  const name = seller?.name ?? t`A seller you do not see any more`;
  // What needs approval is told of all orders together.
  const problems = quote.problems.filter(({ code }) => code !== 'NEEDS_APPROVAL');
  return (
    <li className={styles.order} aria-label={name}>
      <header>
        <label className={styles.choice}>
          <input
            type="checkbox"
            checked={said.wanted}
            onChange={(event) => say({ ...said, wanted: event.target.checked })}
          />
          {name}
        </label>
        <span>
          {quote.discount && quote.discount.minor > 0 && (
            <span className={styles.off}>
              <Trans>
                <Money of={quote.discount} /> off
              </Trans>{' '}
            </span>
          )}
          {quote.total && (
            <strong>
              <Money of={quote.total} />
            </strong>
          )}
        </span>
      </header>
      <ul className={styles.lines}>
        {lines.map((line, place) => (
          <CartLine
            key={`${line.id} ${line.quantity}`}
            sellerId={seller?.id ?? ''}
            line={line}
            quoted={quote.lines[place]}
            name={nameOf(line)}
          />
        ))}
      </ul>
      {quote.gifts.map(({ sku, quantity }) => (
        <p key={sku?.id} className={styles.off}>
          <Trans>
            As a gift: {quantity} × {sku?.name}
          </Trans>
        </p>
      ))}
      {problems.length > 0 && <p className={styles.fault}>{all(problems)}</p>}
      <div className={styles.more}>
        <TextField
          label={t`Coupon`}
          maxLength={200}
          defaultValue={said.coupon}
          onBlur={({ currentTarget: { value } }) => say({ ...said, coupon: value.trim() })}
        />
        <TextField
          label={t`Note to the seller`}
          maxLength={2000}
          defaultValue={said.note}
          onBlur={({ currentTarget: { value } }) => say({ ...said, note: value.trim() })}
        />
        {forTrade && (
          <>
            <TextField
              label={t`Our order number`}
              maxLength={200}
              defaultValue={said.buyerReference}
              onBlur={({ currentTarget: { value } }) => say({ ...said, buyerReference: value.trim() })}
            />
            <TextField
              label={t`Wanted on`}
              type="date"
              value={said.requestedFor}
              onChange={({ currentTarget: { value } }) => say({ ...said, requestedFor: value })}
            />
          </>
        )}
      </div>
      {children && <Buttons>{children}</Buttons>}
    </li>
  );
}

interface CartLineProps {
  sellerId: string;
  line: Line;
  quoted: Quoted | undefined;
  name: ReactNode;
}

function CartLine({ sellerId, line, quoted, name }: CartLineProps) {
  const { t } = useLingui();
  const { all } = useProblems();
  const given = useWhatIsGiven();
  const write = useQuantity();
  const set = useCartChange(SetCartLineDocument);
  const remove = useCartChange(RemoveCartLinesDocument);
  const [quantity, setQuantity] = useState(line.quantity);
  const { id, sku, note } = line;
  const multiple = quoted?.orderMultiple ?? 1;
  const called = sku?.name ?? t`An article you do not see any more`;

  async function keep(): Promise<void> {
    if (!sku || quantity === line.quantity) return;
    const problems = await set.run({ sellerId, skuId: sku.id, quantity, note });
    if (problems.length > 0) {
      toast(all(problems), 'bad');
      setQuantity(line.quantity);
    }
  }

  return (
    <li className={styles.line}>
      <span className={styles.name}>
        {name}
        {sku && (
          <small>
            {sku.code}
            {(sku.unit !== 'C62' || multiple > 1) && ` · ${t`In steps of ${write(multiple, sku.unit)}`}`}
          </small>
        )}
        {quoted?.discounts.map(({ promotion, amount }, place) => (
          <small key={promotion?.id ?? place}>
            {promotion && `${promotion.name} · ${given(promotion)} · `}−<Money of={amount} />
          </small>
        ))}
        {note && <small>{note}</small>}
      </span>
      <input
        type="number"
        inputMode="numeric"
        aria-label={t`Quantity of ${called}`}
        min={multiple}
        step={multiple}
        value={quantity || ''}
        disabled={!sku || set.running}
        onChange={({ currentTarget: { valueAsNumber } }) => setQuantity(valueAsNumber || 0)}
        onBlur={() => void keep()}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !event.nativeEvent.isComposing) void keep();
        }}
      />
      <span className={styles.total}>{quoted?.total && <Money of={quoted.total} />}</span>
      <IconButton
        label={t`Take ${called} out`}
        disabled={remove.running}
        onClick={() => void remove.run({ lineIds: [id] })}
      >
        <CloseIcon />
      </IconButton>
      {quoted && quoted.problems.length > 0 && <p className={styles.fault}>{all(quoted.problems)}</p>}
    </li>
  );
}
