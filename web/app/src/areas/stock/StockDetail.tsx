import { Trans, useLingui } from '@lingui/react/macro';
import { Link, useParams } from '@tanstack/react-router';
import { RefusedAnswer } from '../../hub/problems';
import { useQuantity } from '../../hub/quantities';
import { useAnswer } from '../../hub/queries';
import { useViewer } from '../../hub/viewer';
import { useWord } from '../../hub/words';
import { MOVEMENT } from './words';
import { Time, useFormat } from '../../ui/format';
import { Facts, Figure, Figures, Page, Section } from '../../ui/page';
import { Empty, Loading } from '../../ui/states';
import { Table } from '../../ui/Table';
import { CountStock, DeclareLoss, SetThreshold } from './changes';
import { StockDetailDocument, type StockDetailQuery } from './stock.generated';

type StockItem = Extract<StockDetailQuery['node'], { sku: unknown }>;

/** One article at one place, and the ledger that its numbers follow from. */
export function StockDetail() {
  const { t } = useLingui();
  const word = useWord();
  const { number } = useFormat();
  const { party } = useViewer();
  const { itemId } = useParams({ strict: false }) as { itemId: string };
  const { data, error, reload } = useAnswer(
    StockDetailDocument,
    { id: itemId },
    { staleAfter: ({ about }) => about.has(itemId) },
  );
  const item = (data?.node && 'sku' in data.node ? data.node : null) as StockItem | null;
  const write = useQuantity();
  const count = (pieces: number | null) => (pieces === null || !item ? '–' : write(pieces, item.sku.unit));
  const change = (pieces: number) => (pieces === 0 ? '' : pieces > 0 ? `+${number(pieces)}` : number(pieces));

  return (
    <Page
      title={item ? item.sku.name : t`Stock`}
      help={
        <p>
          <Trans>
            Nothing changes stock without a line in this ledger; a correction is one more line, with its reason.
          </Trans>
        </p>
      }
      actions={
        item?.party.id === party.id && (
          <>
            <CountStock item={item} />
            <DeclareLoss item={item} />
            <SetThreshold item={item} />
          </>
        )
      }
    >
      {error && !data && <RefusedAnswer error={error} retry={reload} />}
      {!data && !error && <Loading rows={8} />}
      {data && !item && (
        <Empty>
          <Trans>There is no such thing, or it is not yours to see.</Trans>
        </Empty>
      )}
      {item && (
        <>
          <Figures>
            <Figure value={count(item.available)} label={t`available`} />
            <Figure value={count(item.onHand)} label={t`on hand`} />
            <Figure value={count(item.reserved)} label={t`reserved`} />
          </Figures>
          <Facts
            facts={[
              [t`Code`, item.sku.code],
              [t`Place`, item.location.name],
              [t`Expected`, count(item.incoming)],
              [t`Alert below`, item.threshold ? count(item.threshold.pieces) : t`no alert`],
            ]}
          />
          <Section title={t`Ledger`}>
            <Table
              label={t`Ledger`}
              rows={item.movements.nodes}
              keyOf={({ version }) => String(version)}
              columns={[
                { key: 'kind', header: t`Movement`, leads: true, cell: ({ kind }) => word(MOVEMENT, kind) },
                { key: 'when', header: t`When`, cell: ({ occurredAt }) => <Time at={occurredAt} /> },
                { key: 'onHand', header: t`On hand`, align: 'end', cell: (row) => change(row.onHandDelta) },
                { key: 'reserved', header: t`Reserved`, align: 'end', cell: (row) => change(row.reservedDelta) },
                { key: 'incoming', header: t`Expected`, align: 'end', cell: (row) => change(row.incomingDelta) },
                { key: 'after', header: t`On hand then`, align: 'end', cell: (row) => number(row.onHand) },
                {
                  key: 'why',
                  header: t`Why`,
                  cell: ({ order, reason }) =>
                    order ? (
                      <Link to="/orders/$orderId" params={{ orderId: order.id }}>
                        {order.number}
                      </Link>
                    ) : (
                      reason
                    ),
                },
              ]}
            />
          </Section>
        </>
      )}
    </Page>
  );
}
