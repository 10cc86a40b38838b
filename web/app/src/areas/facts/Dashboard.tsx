import { Trans, useLingui } from '@lingui/react/macro';
import { useLingui as useMessages } from '@lingui/react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useAnswer } from '../../hub/queries';
import { useViewer } from '../../hub/viewer';
import { ButtonLink } from '../../ui/Button';
import { useFormat } from '../../ui/format';
import { Figure, Figures, Page } from '../../ui/page';
import { Tabs } from '../../ui/Tabs';
import { useFacts, useFactWords } from './answer';
import { beginOf, cardsFor, SPANS, type Frame } from './dashboards';
import { FactCard } from './FactCard';
import { SoldCurrenciesDocument } from './facts.generated';
import styles from './facts.module.css';
import { dayFromToday, type Question } from './question';
import type { DashboardSearch, SpanName } from './search';
import { SUBJECTS, valueOf, type Fact } from './subjects';
import { Turnover } from './Turnover';

/** A role's questions, each with its answer. */
export function Dashboard() {
  const { t } = useLingui();
  const { i18n } = useMessages();
  const { party } = useViewer();
  const search = useSearch({ strict: false }) as DashboardSearch;
  const navigate = useNavigate();
  const set = (part: { [Key in keyof DashboardSearch]: DashboardSearch[Key] | undefined }) => {
    const next = Object.entries({ ...search, ...part }).filter(([, value]) => value !== undefined);
    void navigate({ to: '.', search: Object.fromEntries(next) as never, replace: true });
  };

  const side = search.side ?? 'SELLING';
  const spanName = search.span ?? 'weeks';
  const { data } = useAnswer(SoldCurrenciesDocument, { side });
  const currencies = (data?.salesFacts.nodes ?? []).flatMap(({ currency }) => currency ?? []);
  const currency = search.currency ?? currencies[0];
  const frame: Frame = { side, currency, span: SPANS[spanName] };

  return (
    <Page
      title={t`Analytics`}
      help={
        <>
          <p>
            <Trans>
              Each chart answers one question, from your orders, parcels and stock as they are now; the thin line or
              mark is the time before. Press a bar of time to see its orders.
            </Trans>
          </p>
          <p>
            <Trans>
              Every chart is a table too, can be saved as a file, and shows the query that a program would ask. With
              “Explore” you go on asking from there.
            </Trans>
          </p>
        </>
      }
      actions={
        <ButtonLink to="/explore">
          <Trans>Explore freely</Trans>
        </ButtonLink>
      }
    >
      <div className={styles.choices}>
        {(party.kind === 'BRAND' || party.kind === 'RETAILER') && (
          <Tabs
            label={t`Side`}
            tabs={[
              ['SELLING', t`We sell`],
              ['BUYING', t`We buy`],
            ]}
            current={side}
            choose={(next) => set({ side: next === 'BUYING' ? 'BUYING' : undefined, currency: undefined })}
          />
        )}
        <Tabs
          label={t`How far back`}
          tabs={(Object.keys(SPANS) as SpanName[]).map((name) => [name, i18n._(SPANS[name].name)])}
          current={spanName}
          choose={(span) => set({ span })}
        />
        {currencies.length > 1 && (
          <Tabs
            label={t`Currency`}
            tabs={currencies.map((one) => [one, one])}
            current={currency ?? ''}
            choose={(next) => set({ currency: next })}
          />
        )}
      </div>
      {data && (
        <>
          <Totals frame={frame} />
          <div className={styles.cards}>
            {cardsFor(party.kind, side).map(({ title, ask, halves, wide }) => (
              <FactCard
                key={title.id}
                title={i18n._(title)}
                question={ask(frame)}
                {...(halves && { halves })}
                {...(wide && { wide })}
              />
            ))}
            {side === 'SELLING' && <Turnover span={frame.span} />}
          </div>
        </>
      )}
    </Page>
  );
}

/** Three numbers of the span, and how they changed since the one before. */
function Totals({ frame: { side, currency, span } }: { frame: Frame }) {
  const { t } = useLingui();
  const time = { from: beginOf(span), until: dayFromToday(0), before: 'PERIOD_BEFORE', side } as const;
  const sales: Question = {
    about: 'sales',
    by: [],
    show: ['revenue', 'orders'],
    ...time,
    ...(currency && { currency }),
  };
  const arrivals: Question = { about: 'deliveries', by: [], show: ['onTimeShare'], ...time };
  return (
    <Figures>
      <Total question={sales} measure="revenue" label={side === 'SELLING' ? t`sold` : t`bought`} />
      <Total question={sales} measure="orders" label={t`orders placed`} />
      <Total question={arrivals} measure="onTimeShare" label={t`delivered on time`} />
    </Figures>
  );
}

function Total({ question, measure: key, label }: { question: Question; measure: string; label: string }) {
  const { t } = useLingui();
  const { short } = useFormat();
  const { amount, changeOf } = useFactWords(question);
  const { data } = useFacts(question);
  const measure = SUBJECTS[question.about].measures[key]!;
  const [fact] = data?.facts.nodes ?? [];
  const now = valueOf(fact, key, measure);
  const then = valueOf(fact?.['before'] as Fact | null, key, measure);
  const said = now === null ? '–' : measure.is === 'share' ? amount(measure, now) : short(now);
  const unit = measure.is === 'money' && question.currency ? ` ${question.currency}` : '';
  const since = now !== null && then ? changeOf(measure, now, then) : null;
  return (
    <Figure
      value={
        <span title={now === null ? undefined : amount(measure, now)}>
          {said}
          {unit && <small>{unit}</small>}
        </span>
      }
      label={since === null ? label : t`${label}, ${since} on the time before`}
    />
  );
}
