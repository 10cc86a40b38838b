import { useLingui } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';
import { useId, useState, type FormEvent, type KeyboardEvent } from 'react';
import { OrdersCalledDocument, ShelvesDocument, SuggestionsDocument } from '../areas/catalogue/catalogue.generated';
import { useAnswer } from '../hub/queries';
import { useSettled } from '../hub/settled';
import { useViewerIfAny } from '../hub/viewer';
import { IconButton } from '../ui/Button';
import { SearchIcon } from '../ui/icons';
import styles from './SearchBox.module.css';
import type { ShopSearch } from './search';

interface Suggestion {
  key: string;
  name: string;
  /** What it is. */
  is: string;
  go: () => void;
}

const SHELVES_MAX = 3;

/** Where words are typed, and what they may lead to shown while they are. */
export function SearchBox({ search, go }: { search: ShopSearch; go: (next: ShopSearch) => void }) {
  const { t } = useLingui();
  const id = useId();
  const [text, setText] = useState(search.find ?? '');
  const [open, setOpen] = useState(false);
  const [current, setCurrent] = useState(-1);
  const suggestions = useSuggestions(open ? text.trim() : '', go);
  const chosen = Math.min(current, suggestions.length - 1);
  const isOpen = open && suggestions.length > 0;

  function find(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    setOpen(false);
    const words = text.trim();
    go({ ...(search.trade && { trade: search.trade }), ...(words && { find: words }) });
  }

  function press(event: KeyboardEvent): void {
    // Input methods send keys while a word is being composed.
    if (event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const one = suggestions[chosen];
    if (step && suggestions.length > 0) {
      event.preventDefault();
      setOpen(true);
      // Beyond the last one is what was typed.
      setCurrent(((chosen + 1 + step + suggestions.length + 1) % (suggestions.length + 1)) - 1);
    } else if (event.key === 'Enter' && isOpen && one) {
      event.preventDefault();
      setOpen(false);
      one.go();
    } else if (event.key === 'Escape' && isOpen) {
      event.preventDefault();
      setOpen(false);
    }
  }

  return (
    <form
      role="search"
      className={styles.search}
      onSubmit={find}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setOpen(false);
      }}
    >
      <input
        type="search"
        role="combobox"
        aria-label={t`Find a product`}
        placeholder={t`Find a product`}
        aria-expanded={isOpen}
        aria-controls={id}
        aria-autocomplete="list"
        aria-activedescendant={isOpen && chosen >= 0 ? `${id}-${chosen}` : undefined}
        autoComplete="off"
        maxLength={200}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setCurrent(-1);
          setOpen(true);
        }}
        onKeyDown={press}
      />
      <IconButton label={t`Find`} type="submit">
        <SearchIcon />
      </IconButton>
      {isOpen && (
        <ul id={id} role="listbox" aria-label={t`Suggestions`}>
          {suggestions.map((one, index) => (
            <li
              key={one.key}
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === chosen}
              onMouseMove={() => setCurrent(index)}
              // Before the box loses the focus, and closes.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => {
                setOpen(false);
                one.go();
              }}
            >
              <span>{one.name}</span>
              <small>{one.is}</small>
            </li>
          ))}
        </ul>
      )}
    </form>
  );
}

function useSuggestions(text: string, go: (next: ShopSearch) => void): readonly Suggestion[] {
  const { t } = useLingui();
  const navigate = useNavigate();
  const viewer = useViewerIfAny();
  const asked = useSettled(text);
  const pause = asked === '';
  const { data } = useAnswer(
    SuggestionsDocument,
    { text: asked, filter: { trade: ['COSMETICS', 'JEWELLERY'] } },
    { pause },
  );
  const { data: own } = useAnswer(OrdersCalledDocument, { numbers: [asked] }, { pause: pause || !viewer });
  const { data: shelves } = useAnswer(ShelvesDocument, {}, { pause });
  if (text === '' || asked !== text) return [];
  const typed = text.toLowerCase();
  return [
    ...(own?.orders.nodes ?? []).map((order) => ({
      key: order.id,
      name: order.number,
      is: t`Your order`,
      go: () => void navigate({ to: '/orders' }),
    })),
    ...(shelves?.categories.nodes ?? [])
      .filter(({ name, parent }) => parent && beginsAWord(name.toLowerCase(), typed))
      .slice(0, SHELVES_MAX)
      .map((shelf) => ({ key: shelf.id, name: shelf.name, is: t`Shelf`, go: () => go({ shelf: shelf.id }) })),
    ...(data?.parties.nodes ?? []).map((brand) => ({
      key: brand.id,
      name: brand.name,
      is: t`Brand`,
      go: () => go({ find: brand.name }),
    })),
    ...(data?.products.nodes ?? []).map((product) => ({
      key: product.id,
      name: product.name,
      is: product.owner.name,
      go: () => void navigate({ to: '/products/$productId', params: { productId: product.id } }),
    })),
  ];
}

/** Chinese is written without spaces: there any part will do. */
function beginsAWord(name: string, typed: string): boolean {
  return typed.charCodeAt(0) > 0x2e80 ? name.includes(typed) : ` ${name}`.includes(` ${typed}`);
}
