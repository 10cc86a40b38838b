import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { ProductFacetName } from '../../hub/graph.generated';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { Money, useFormat } from '../../ui/format';
import { CloseIcon } from '../../ui/icons';
import type { ProductFacetsFragment } from './catalogue.generated';
import type { Chosen } from './chosen';
import styles from './Facets.module.css';

type Facet = ProductFacetsFragment['facets'][number];
type Choice = Facet['choices'][number];

interface FacetsProps {
  facets: ProductFacetsFragment;
  chosen: Chosen;
  choose: (chosen: Chosen) => void;
}

const CHOICES_SHOWN = 8;

/** How a list can be narrowed: beside it, or on a phone behind a button; what is chosen stands above it. */
export function Facets({ facets, chosen, choose }: FacetsProps) {
  const { t } = useLingui();
  const { number } = useFormat();
  const [open, setOpen] = useState(false);
  const shown = facets.facets.filter(({ choices }) => choices.length > 0);
  const count = useCount(facets);
  return (
    <>
      <div className={styles.phone}>
        <Button onClick={() => setOpen(true)}>
          <Trans>Narrow down</Trans>
        </Button>
      </div>
      <aside className={styles.panel} aria-label={t`Narrow down`}>
        <All facets={shown} chosen={chosen} choose={choose} />
      </aside>
      <Dialog title={t`Narrow down`} open={open} close={() => setOpen(false)}>
        <div className={styles.drawer}>
          <All facets={shown} chosen={chosen} choose={choose} />
          <Button look="primary" onClick={() => setOpen(false)}>
            <Plural
              value={facets.found}
              one={`Show ${number(facets.found)} product`}
              other={`Show ${count} products`}
            />
          </Button>
        </div>
      </Dialog>
    </>
  );
}

/** How many there are, `5,000+` where they were not all counted. */
export function useCount({ found, isComplete }: ProductFacetsFragment): string {
  const { number } = useFormat();
  return isComplete ? number(found) : `${number(found)}+`;
}

function All({ facets, chosen, choose }: Omit<FacetsProps, 'facets'> & { facets: readonly Facet[] }) {
  return facets.map((facet) => <One key={facet.name} facet={facet} chosen={chosen} choose={choose} />);
}

function One({ facet, chosen, choose }: Omit<FacetsProps, 'facets'> & { facet: Facet }) {
  const { number } = useFormat();
  const name = useFacetName();
  const [more, setMore] = useState(false);
  const choices = more ? facet.choices : facet.choices.slice(0, CHOICES_SHOWN);
  return (
    <fieldset className={styles.facet}>
      <legend>{name(facet.name)}</legend>
      {choices.map((choice) => (
        <label key={choice.value}>
          <input
            type="checkbox"
            checked={isChosen(chosen, facet.name, choice)}
            onChange={() => choose(toggled(chosen, facet.name, choice))}
          />
          <span>
            <ChoiceName facet={facet.name} choice={choice} />
          </span>
          <small>{number(choice.count)}</small>
        </label>
      ))}
      {facet.choices.length > CHOICES_SHOWN && (
        <Button look="link" onClick={() => setMore(!more)}>
          {more ? <Trans>Fewer</Trans> : <Trans>All {number(facet.choices.length)}</Trans>}
        </Button>
      )}
    </fieldset>
  );
}

/** What is chosen, each to be taken back. */
export function ChosenChips({ facets, chosen, choose }: FacetsProps) {
  const { t } = useLingui();
  const name = useFacetName();
  const chips = facets.facets.flatMap((facet) =>
    facet.choices.filter((choice) => isChosen(chosen, facet.name, choice)).map((choice) => ({ facet, choice })),
  );
  if (Object.keys(chosen).length === 0) return null;
  return (
    <ul className={styles.chips} aria-label={t`Chosen`}>
      {chips.map(({ facet, choice }) => (
        <li key={`${facet.name} ${choice.value}`}>
          <button
            type="button"
            title={t`Take back: ${name(facet.name)}`}
            onClick={() => choose(toggled(chosen, facet.name, choice))}
          >
            <ChoiceName facet={facet.name} choice={choice} />
            <CloseIcon />
          </button>
        </li>
      ))}
      <li>
        <Button look="link" onClick={() => choose({})}>
          <Trans>Clear all</Trans>
        </Button>
      </li>
    </ul>
  );
}

function ChoiceName({ facet, choice }: { facet: ProductFacetName; choice: Choice }) {
  switch (facet) {
    case 'PRICE':
      return choice.priceFrom && choice.priceUntil ? (
        <>
          <Money of={choice.priceFrom} /> – <Money of={choice.priceUntil} />
        </>
      ) : null;
    case 'IN_STOCK':
      return <Trans>Can be had now</Trans>;
    case 'CERTIFICATE':
      return <Trans>With a certificate</Trans>;
    default:
      return choice.brand?.name ?? choice.category?.name ?? choice.text ?? choice.value;
  }
}

function useFacetName(): (name: ProductFacetName) => string {
  const { t } = useLingui();
  const names: Record<ProductFacetName, string> = {
    BRAND: t`Brand`,
    CATEGORY: t`Shelf`,
    PRICE: t`Price`,
    IN_STOCK: t`Stock`,
    EFFICACY: t`Effect`,
    MATERIAL: t`Material`,
    GEM: t`Gem`,
    CERTIFICATE: t`Certificate`,
  };
  return (name) => names[name];
}

const LISTS = {
  BRAND: 'brand',
  CATEGORY: 'category',
  EFFICACY: 'efficacy',
  MATERIAL: 'material',
  GEM: 'gem',
} as const;

/** What a filter takes for the choice. */
function valueOf(choice: Choice): string {
  return choice.brand?.id ?? choice.category?.id ?? choice.value;
}

function isChosen(chosen: Chosen, facet: ProductFacetName, choice: Choice): boolean {
  switch (facet) {
    case 'PRICE':
      return chosen.price === choice.value;
    case 'IN_STOCK':
      return chosen.stock === true;
    case 'CERTIFICATE':
      return chosen.certificate === true;
    default:
      return chosen[LISTS[facet]]?.includes(valueOf(choice)) ?? false;
  }
}

function toggled(chosen: Chosen, facet: ProductFacetName, choice: Choice): Chosen {
  const wasChosen = isChosen(chosen, facet, choice);
  switch (facet) {
    case 'PRICE': {
      const { price: _, ...others } = chosen;
      return wasChosen ? others : { ...others, price: choice.value };
    }
    case 'IN_STOCK': {
      const { stock: _, ...others } = chosen;
      return wasChosen ? others : { ...others, stock: true };
    }
    case 'CERTIFICATE': {
      const { certificate: _, ...others } = chosen;
      return wasChosen ? others : { ...others, certificate: true };
    }
    default: {
      const name = LISTS[facet];
      const { [name]: values = [], ...others } = chosen;
      const value = valueOf(choice);
      const next = wasChosen ? values.filter((one) => one !== value) : [...values, value];
      return next.length === 0 ? others : { ...others, [name]: next };
    }
  }
}
