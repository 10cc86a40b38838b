import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useAnswer } from '../../hub/queries';
import { useSettled } from '../../hub/settled';
import { IconButton } from '../../ui/Button';
import { SelectField } from '../../ui/fields';
import { Finder, type Found } from '../../ui/Finder';
import { CloseIcon } from '../../ui/icons';
import styles from './promotions.module.css';
import { ArticlesOfDocument, GoodsFoundDocument, GoodsShelvesDocument } from './promotions.generated';

export interface Good extends Found {
  id: string;
  kind: 'sku' | 'product' | 'category';
}

const SHELVES_MAX = 3;

/** What is called so: shelves, products, and articles by their code. */
function useGoods(text: string): { found: readonly Good[]; settled: boolean } {
  const { t } = useLingui();
  const asked = useSettled(text.trim());
  const pause = asked === '';
  const { data } = useAnswer(GoodsFoundDocument, { text: asked, codes: [asked] }, { pause });
  const { data: shelves } = useAnswer(GoodsShelvesDocument, {});
  if (pause || asked !== text.trim() || !data) return { found: [], settled: false };
  const typed = asked.toLowerCase();
  const found: Good[] = [
    ...(shelves?.categories.nodes ?? [])
      .filter(({ name }) => name.toLowerCase().includes(typed))
      .slice(0, SHELVES_MAX)
      .map(({ id, name }) => ({ key: id, id, name, is: t`Shelf, with all below it`, kind: 'category' as const })),
    ...data.products.nodes.map(({ id, name }) => ({
      key: id,
      id,
      name,
      is: t`Product, all its articles`,
      kind: 'product' as const,
    })),
    ...data.skus.nodes.map(({ id, code, name }) => ({
      key: id,
      id,
      name: `${code} · ${name}`,
      is: t`Article`,
      kind: 'sku' as const,
    })),
  ];
  return { found, settled: true };
}

interface GoodsFieldProps {
  goods: readonly Good[];
  change: (goods: readonly Good[]) => void;
}

/** Goods that are looked for by name or code, and taken one by one. */
export function GoodsField({ goods, change }: GoodsFieldProps) {
  const { t } = useLingui();
  const [text, setText] = useState('');
  const { found, settled } = useGoods(text);
  return (
    <>
      {goods.length === 0 ? (
        <p>
          <Trans>For all that you sell. Choose goods to have it for these alone.</Trans>
        </p>
      ) : (
        <ul className={styles.chosen} aria-label={t`Chosen goods`}>
          {goods.map((one) => (
            <Chosen key={one.id} of={one} drop={() => change(goods.filter(({ id }) => id !== one.id))} />
          ))}
        </ul>
      )}
      <Finder
        label={t`Shelf, product or article code`}
        foundLabel={t`Found`}
        text={text}
        write={setText}
        found={found}
        choose={(one) => {
          if (!goods.some(({ id }) => id === one.id)) change([...goods, one]);
          setText('');
        }}
        none={settled && <Trans>Nothing is called so. Article codes are found when they are whole.</Trans>}
      />
    </>
  );
}

function Chosen({ of, drop }: { of: Good; drop: () => void }) {
  const { t } = useLingui();
  const { name } = of;
  return (
    <li>
      {name}
      <IconButton label={t`Take ${name} out`} onClick={drop}>
        <CloseIcon />
      </IconButton>
    </li>
  );
}

interface GiftFieldProps {
  gift: Good | null;
  change: (gift: Good | null) => void;
}

/** The article that is given: an article by its code, or one of a product that is found by its name. */
export function GiftField({ gift, change }: GiftFieldProps) {
  const { t } = useLingui();
  const [text, setText] = useState('');
  const [product, setProduct] = useState<Good | null>(null);
  const { found, settled } = useGoods(text);
  const { data } = useAnswer(ArticlesOfDocument, { productId: product?.id ?? '' }, { pause: product === null });
  if (gift)
    return (
      <ul className={styles.chosen} aria-label={t`The gift`}>
        <Chosen of={gift} drop={() => change(null)} />
      </ul>
    );
  const articles = data?.product?.skus ?? [];
  if (product && articles.length > 0)
    return (
      <SelectField
        label={t`Which article of it is given`}
        value=""
        onChange={(event) => {
          const one = articles.find(({ id }) => id === event.target.value);
          setProduct(null);
          setText('');
          if (one) change({ key: one.id, id: one.id, name: `${one.code} · ${one.name}`, is: '', kind: 'sku' });
        }}
        options={[['', t`Choose`], ...articles.map(({ id, code, name }) => [id, `${code} · ${name}`] as const)]}
      />
    );
  return (
    <Finder
      label={t`The gift: a product's name, or an article's code`}
      foundLabel={t`Found`}
      text={text}
      write={setText}
      found={found.filter(({ kind }) => kind !== 'category')}
      choose={(one) => (one.kind === 'sku' ? change(one) : setProduct(one))}
      none={settled && <Trans>Nothing is called so. Article codes are found when they are whole.</Trans>}
    />
  );
}
