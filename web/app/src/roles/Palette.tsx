import { Trans, useLingui } from '@lingui/react/macro';
import { useLingui as useMessages } from '@lingui/react';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useId, useState, type KeyboardEvent } from 'react';
import { useAnswer } from '../hub/queries';
import { useViewer } from '../hub/viewer';
import { ORDER_STATUS, useWord } from '../hub/words';
import { PARTY_KIND } from '../areas/parties/words';
import { Dialog } from '../ui/Dialog';
import styles from './Palette.module.css';
import { FindDocument } from './palette.generated';
import { screensFor } from './screens';

interface Found {
  key: string;
  name: string;
  /** What it is. */
  is: string;
  to: string;
  search?: Record<string, unknown>;
}

/** How long somebody stops typing before the hub is asked. */
const PAUSE_MILLISECONDS = 150;

/** Finds any screen, order, product, article or party, and goes there. */
export function Palette({ open, close }: { open: boolean; close: () => void }) {
  const { t } = useLingui();
  return (
    <Dialog title={t`Go to`} open={open} close={close}>
      <Search close={close} />
    </Dialog>
  );
}

function Search({ close }: { close: () => void }) {
  const { t } = useLingui();
  const id = useId();
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const [current, setCurrent] = useState(0);
  const found = useFound(text.trim());
  const chosen = Math.min(current, found.length - 1);

  function go({ to, search = {} }: Found): void {
    close();
    void navigate({ to, search: search as never });
  }

  function press(event: KeyboardEvent): void {
    // Input methods send keys while a word is being composed.
    if (event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && found.length > 0) {
      event.preventDefault();
      setCurrent((chosen + step + found.length) % found.length);
    }
    const one = found[chosen];
    if (event.key === 'Enter' && one) go(one);
  }

  return (
    <div className={styles.palette}>
      <input
        type="search"
        role="combobox"
        aria-label={t`Screen, order number, product, article code or party`}
        placeholder={t`Screen, order number, product, article code or party`}
        aria-expanded={found.length > 0}
        aria-controls={id}
        aria-activedescendant={found[chosen] && `${id}-${chosen}`}
        autoComplete="off"
        maxLength={200}
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setCurrent(0);
        }}
        onKeyDown={press}
      />
      <ul id={id} role="listbox" aria-label={t`Found`}>
        {found.map((one, index) => (
          <li
            key={one.key}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === chosen}
            onMouseMove={() => setCurrent(index)}
            onClick={() => go(one)}
          >
            <span>{one.name}</span>
            <small>{one.is}</small>
          </li>
        ))}
      </ul>
      {found.length === 0 && (
        <p className={styles.none} role="status">
          <Trans>Nothing is called so. Order numbers and article codes are found when they are whole.</Trans>
        </p>
      )}
    </div>
  );
}

function useFound(text: string): readonly Found[] {
  const { t } = useLingui();
  const { i18n } = useMessages();
  const word = useWord();
  const { party, role } = useViewer();
  const asked = useSettled(text);
  const { data } = useAnswer(FindDocument, { text: asked, words: [asked] }, { pause: asked === '' });

  const screens = screensFor(party.kind, role)
    .map(({ to, name }) => ({ key: to, name: i18n._(name), is: t`Screen`, to }))
    .filter(({ name }) => name.toLowerCase().includes(text.toLowerCase()));
  if (!data || asked === '' || asked !== text) return screens;
  return [
    ...data.orders.nodes.map((order) => ({
      key: order.id,
      name: order.number,
      is: `${t`Order`} · ${word(ORDER_STATUS, order.status)}`,
      to: `/orders/${encodeURIComponent(order.id)}`,
    })),
    ...screens,
    ...data.products.nodes.map((product) => ({
      key: product.id,
      name: product.name,
      is: `${t`Product`} · ${product.owner.name}`,
      ...salesOf('PRODUCT', product.id),
    })),
    ...data.skus.nodes.map((sku) => ({
      key: sku.id,
      name: `${sku.code} · ${sku.name}`,
      is: t`Article`,
      ...salesOf('SKU', sku.id),
    })),
    ...data.parties.nodes.map((one) => ({
      key: one.id,
      name: one.name,
      is: word(PARTY_KIND, one.kind),
      ...salesOf('BUYER', one.id),
    })),
  ];
}

/** Where one sees what of it was traded. */
function salesOf(dimension: string, id: string): Pick<Found, 'to' | 'search'> {
  return {
    to: '/explore',
    search: { about: 'sales', by: ['PERIOD'], show: ['orders', 'quantity'], only: { [dimension]: [id] } },
  };
}

/** The text, once nobody has changed it for a moment. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), PAUSE_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
