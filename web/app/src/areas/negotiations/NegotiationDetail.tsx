import { Trans, useLingui } from '@lingui/react/macro';
import { useParams } from '@tanstack/react-router';
import type { Unit } from '../../hub/graph.generated';
import { RefusedAnswer } from '../../hub/problems';
import { isOfOnePiece, Price, useQuantity } from '../../hub/quantities';
import { useAnswer, useChange } from '../../hub/queries';
import { ChangeDialog } from '../../hub/ChangeDialog';
import { useViewer } from '../../hub/viewer';
import { useWord } from '../../hub/words';
import { NEGOTIATION_EVENT } from './words';
import { TextArea } from '../../ui/fields';
import { useFormat } from '../../ui/format';
import { Page, Section } from '../../ui/page';
import { Empty, Loading } from '../../ui/states';
import { Table } from '../../ui/Table';
import { Timeline } from '../../ui/Timeline';
import {
  AgreeOnPricesDocument,
  EndNegotiationDocument,
  NegotiationDetailDocument,
  type NegotiationDetailQuery,
} from './negotiations.generated';
import { Proposal } from './Proposal';
import { State, waitsForUs } from './State';

type Negotiation = NonNullable<NegotiationDetailQuery['negotiation']>;

type Goods = Negotiation['history'][number]['lines'][number]['sku'];

/** What goods are counted in; of those that one does not see it is not told. */
function unitOf(sku: Goods): Unit {
  return sku?.unit ?? 'C62';
}

/** One negotiation: what is on the table, what was said, and what one may do now. */
export function NegotiationDetail() {
  const { t } = useLingui();
  const { negotiationId } = useParams({ strict: false }) as { negotiationId: string };
  const { data, error, reload } = useAnswer(
    NegotiationDetailDocument,
    { id: negotiationId },
    { staleAfter: ({ about }) => about.has(negotiationId) },
  );
  const { party } = useViewer();
  const negotiation = data?.negotiation;
  const other = negotiation && (negotiation.buyer.id === party.id ? negotiation.seller : negotiation.buyer);

  return (
    <Page
      title={other ? t`Negotiation with ${other.name}` : t`Negotiation`}
      aside={negotiation && <State of={negotiation} />}
      help={
        <p>
          <Trans>
            The sides take turns. Agree, and the seller offers at these prices to this buyer alone from now on; or
            propose other prices or quantities; or end it. Nothing is ordered by this.
          </Trans>
        </p>
      }
      actions={negotiation && <Steps of={negotiation} reload={reload} />}
    >
      {error && !data && <RefusedAnswer error={error} retry={reload} />}
      {!data && !error && <Loading rows={6} />}
      {data && !negotiation && (
        <Empty>
          <Trans>There is no such negotiation, or it is not yours.</Trans>
        </Empty>
      )}
      {negotiation && (
        <>
          <Terms of={negotiation} />
          {waitsForUs(negotiation, party.id) && (
            <Proposal key={negotiation.version} negotiation={negotiation} reload={reload} />
          )}
          <History of={negotiation} />
        </>
      )}
    </Page>
  );
}

function Terms({ of: { terms } }: { of: Negotiation }) {
  const { t } = useLingui();
  const { date } = useFormat();
  const write = useQuantity();
  const until = terms?.goodUntil && date(terms.goodUntil);
  return (
    <Section title={t`On the table`} aside={until && <span>{t`good until ${until}`}</span>}>
      <Table
        label={t`On the table`}
        rows={terms?.lines ?? []}
        keyOf={({ sku, quantity }) => `${sku?.id} ${quantity}`}
        columns={[
          { key: 'sku', header: t`Article`, leads: true, cell: ({ sku }) => sku?.name ?? '—' },
          { key: 'code', header: t`Code`, cell: ({ sku }) => sku?.code },
          { key: 'quantity', header: t`From`, align: 'end', cell: ({ quantity, sku }) => write(quantity, unitOf(sku)) },
          {
            key: 'multiple',
            header: t`In packs of`,
            align: 'end',
            cell: ({ orderMultiple, sku }) => (orderMultiple > 1 ? write(orderMultiple, unitOf(sku)) : ''),
          },
          {
            key: 'price',
            header: t`Price`,
            align: 'end',
            cell: ({ price, per, sku }) => (price ? <Price of={{ price, per }} unit={unitOf(sku)} /> : t`open`),
          },
          { key: 'made', header: t`Made to order`, cell: ({ madeToOrder }) => (madeToOrder ? t`yes` : t`no`) },
        ]}
      />
    </Section>
  );
}

function Steps({ of, reload }: { of: Negotiation; reload: () => void }) {
  const { t } = useLingui();
  const { party } = useViewer();
  const agree = useChange(AgreeOnPricesDocument, reload);
  const end = useChange(EndNegotiationDocument, reload);
  const isOver = of.status !== 'WAITING_FOR_BUYER' && of.status !== 'WAITING_FOR_SELLER';
  if (isOver) return null;
  const isPriced = of.terms?.lines.every(({ price }) => price !== null) ?? false;
  const said = <TextArea label={t`What you say with it`} name="message" maxLength={2000} />;
  const input = (field: (name: string) => string) => ({
    negotiationId: of.id,
    ...(field('message') && { message: field('message') }),
  });
  return (
    <>
      {waitsForUs(of, party.id) && isPriced && (
        <ChangeDialog
          name={t`Agree`}
          title={t`Agree to these prices`}
          look="primary"
          told={t`Agreed. The prices are good from now on.`}
          change={(field) => agree.run(input(field))}
        >
          {said}
        </ChangeDialog>
      )}
      <ChangeDialog
        name={t`End`}
        title={t`End this negotiation`}
        look="danger"
        told={t`The negotiation is over.`}
        change={(field) => end.run(input(field))}
      >
        {said}
      </ChangeDialog>
    </>
  );
}

function History({ of: { history } }: { of: Negotiation }) {
  const { t } = useLingui();
  const word = useWord();
  const { money } = useFormat();
  const write = useQuantity();
  const described = (lines: Negotiation['history'][number]['lines']) =>
    lines
      .map(({ sku, quantity, price, per }) => {
        const unit = unitOf(sku);
        const wanted = `${sku?.code ?? '—'} × ${write(quantity, unit)}`;
        if (!price) return wanted;
        return `${wanted}: ${money(price)}${isOfOnePiece(per, unit) ? '' : ` / ${write(per, unit)}`}`;
      })
      .join('; ');
  return (
    <Section title={t`What was said`}>
      <Timeline
        steps={history.toReversed().map(({ id, kind, actor, occurredAt, message, lines }) => ({
          key: id,
          title: word(NEGOTIATION_EVENT, kind),
          at: occurredAt,
          by: actor.name,
          note: [described(lines), message].filter(Boolean).join(' — ') || null,
        }))}
      />
    </Section>
  );
}
