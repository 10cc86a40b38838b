import { Trans, useLingui } from '@lingui/react/macro';
import { useLingui as useMessages } from '@lingui/react';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useAnswer } from '../hub/queries';
import { useSettled } from '../hub/settled';
import { useViewer } from '../hub/viewer';
import { ORDER_STATUS, useWord } from '../hub/words';
import { PARTY_KIND } from '../areas/parties/words';
import { Dialog } from '../ui/Dialog';
import { Finder, type Found } from '../ui/Finder';
import styles from './Palette.module.css';
import { FindDocument } from './palette.generated';
import { screensFor } from './screens';

interface Place extends Found {
  to: string;
  search?: Record<string, unknown>;
}

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
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const found = useFound(text.trim());

  function go({ to, search = {} }: Place): void {
    close();
    void navigate({ to, search: search as never });
  }

  return (
    <div className={styles.palette}>
      <Finder
        label={t`Screen, order number, product, article code or party`}
        foundLabel={t`Found`}
        text={text}
        write={setText}
        found={found}
        choose={go}
        none={<Trans>Nothing is called so. Order numbers and article codes are found when they are whole.</Trans>}
        autoFocus
      />
    </div>
  );
}

function useFound(text: string): readonly Place[] {
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
function salesOf(dimension: string, id: string): Pick<Place, 'to' | 'search'> {
  return {
    to: '/explore',
    search: { about: 'sales', by: ['PERIOD'], show: ['orders', 'quantity'], only: { [dimension]: [id] } },
  };
}
