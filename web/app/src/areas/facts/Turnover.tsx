import { Trans, useLingui } from '@lingui/react/macro';
import { ButtonLink } from '../../ui/Button';
import { Buttons } from '../../ui/fields';
import { useFormat } from '../../ui/format';
import { Section } from '../../ui/page';
import { Empty, Loading } from '../../ui/states';
import { Table } from '../../ui/Table';
import { useFacts, useFactWords, valueKey } from './answer';
import { beginOf, type Span } from './dashboards';
import styles from './facts.module.css';
import { dayFromToday, type Question } from './question';

const DAY_MILLISECONDS = 86_400_000;
const ROWS = 12;

/** How fast stock turns over: what was sold of each category beside what lies there, and how long that lasts. */
export function Turnover({ span }: { span: Span }) {
  const { t } = useLingui();
  const { number } = useFormat();
  const from = beginOf(span);
  const days = 1 + Math.round((Date.parse(dayFromToday(0)) - Date.parse(from)) / DAY_MILLISECONDS);
  const soldQuestion: Question = {
    about: 'sales',
    by: ['CATEGORY'],
    show: ['quantity'],
    from,
    until: dayFromToday(0),
  };
  const stockQuestion: Question = { about: 'stock', by: ['CATEGORY'], show: ['onHand'] };
  const sold = useFacts(soldQuestion);
  const stock = useFacts(stockQuestion);
  const { valueName } = useFactWords(stockQuestion);
  if (!sold.data || !stock.data) return <Loading rows={5} />;

  const pieces = new Map(
    sold.data.facts.nodes.map((fact) => [valueKey('sales', 'CATEGORY', fact), Number(fact['quantity'])]),
  );
  const rows = stock.data.facts.nodes
    .map((fact) => {
      const moved = pieces.get(valueKey('stock', 'CATEGORY', fact)) ?? 0;
      const onHand = Number(fact['onHand']);
      return { name: valueName('CATEGORY', fact), moved, onHand, lasts: moved > 0 ? (onHand * days) / moved : null };
    })
    .filter(({ onHand, moved }) => onHand > 0 || moved > 0)
    .sort((a, b) => (a.lasts ?? Infinity) - (b.lasts ?? Infinity))
    .slice(0, ROWS);
  return (
    <div className={styles.card}>
      <Section
        title={t`How long does stock last?`}
        aside={
          <Buttons>
            <ButtonLink look="quiet" to="/explore" search={soldQuestion as never}>
              <Trans>Explore sales</Trans>
            </ButtonLink>
            <ButtonLink look="quiet" to="/explore" search={stockQuestion as never}>
              <Trans>Explore stock</Trans>
            </ButtonLink>
          </Buttons>
        }
      >
        {rows.length === 0 ? (
          <Empty>
            <Trans>No stock yet. What you receive from sellers comes here.</Trans>
          </Empty>
        ) : (
          <Table
            label={t`How long does stock last?`}
            rows={rows}
            keyOf={({ name }) => name}
            columns={[
              { key: 'name', header: t`Category`, leads: true, cell: ({ name }) => name },
              { key: 'sold', header: t`Pieces sold`, align: 'end', cell: ({ moved }) => number(moved) },
              { key: 'onHand', header: t`On hand`, align: 'end', cell: ({ onHand }) => number(onHand) },
              {
                key: 'lasts',
                header: t`Lasts for days`,
                align: 'end',
                cell: ({ lasts }) => (lasts === null ? t`does not move` : number(Math.round(lasts))),
              },
            ]}
          />
        )}
      </Section>
    </div>
  );
}
