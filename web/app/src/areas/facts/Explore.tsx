import { Trans, useLingui } from '@lingui/react/macro';
import { useLingui as useMessages } from '@lingui/react';
import type { MessageDescriptor } from '@lingui/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { ExportMenu } from '../../hub/ExportMenu';
import type { TimeBefore, TimeBucket } from '../../hub/graph.generated';
import { RefusedAnswer } from '../../hub/problems';
import { SavedViews } from '../../hub/SavedViews';
import { useViewer } from '../../hub/viewer';
import { useAnswer } from '../../hub/queries';
import { Count } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { Fields, SelectField, TextField } from '../../ui/fields';
import { useFormat } from '../../ui/format';
import { Page, Section } from '../../ui/page';
import { Empty, Loading, Notice } from '../../ui/states';
import { Tabs } from '../../ui/Tabs';
import { useFacts } from './answer';
import { FactChart } from './FactChart';
import { SoldCurrenciesDocument } from './facts.generated';
import styles from './facts.module.css';
import { FactTable } from './FactTable';
import { readQuestion, type Question } from './question';
import { SUBJECTS, type DimensionName, type SubjectName } from './subjects';

const DIMENSIONS_AT_ONCE = 3;

/** Any measures by any dimensions: chosen, drawn, listed, taken along. The address says all of it. */
export function Explore() {
  const { t } = useLingui();
  const question = readQuestion(useSearch({ strict: false }) as Record<string, unknown>);
  const navigate = useNavigate();
  const { number } = useFormat();
  const ask = (next: Question) => void navigate({ to: '.', search: next as never, replace: true });
  const { data, error, fetching, reload, ask: asked } = useFacts(question);
  const shown = data?.facts;

  return (
    <Page
      title={t`Explore`}
      aside={shown && <Count>{number(shown.totalCount)}</Count>}
      help={
        <>
          <p>
            <Trans>
              Choose what to count and by what to tell it apart; the first measure is drawn. Press a name in the table
              to look at it alone, and take it away again above.
            </Trans>
          </p>
          <p>
            <Trans>
              The address holds your question: keep it as a bookmark, or send it to a colleague. “Take along” saves all
              rows, or shows the query for a program.
            </Trans>
          </p>
        </>
      }
      actions={<ExportMenu query={asked.file} variables={asked.variables} name={question.about} />}
    >
      <SavedViews screen="/explore" search={question} />
      <Choices question={question} ask={ask} />
      {error && <RefusedAnswer error={error} retry={reload} />}
      {!shown && !error && <Loading rows={8} />}
      {shown?.nodes.length === 0 && (
        <Empty>
          <Trans>Nothing matches. Take a condition away, or choose more time.</Trans>
        </Empty>
      )}
      {shown && !error && shown.nodes.length > 0 && (
        <div aria-busy={fetching} className="stack">
          {question.by.length > 0 && (
            <Section title={t`Chart`}>
              <FactChart label={t`Chart`} question={question} rows={shown.nodes} others={shown.others} />
            </Section>
          )}
          <Section title={t`Table`}>
            <FactTable label={t`Table`} question={question} rows={shown.nodes} others={shown.others} narrows />
          </Section>
        </div>
      )}
    </Page>
  );
}

function Choices({ question, ask }: { question: Question; ask: (next: Question) => void }) {
  const { t } = useLingui();
  const { i18n } = useMessages();
  const { party } = useViewer();
  const { about, by, show, only } = question;
  const { dimensions, measures, isTimed } = SUBJECTS[about];
  const { data } = useAnswer(SoldCurrenciesDocument, { side: question.side ?? 'SELLING' });
  const set = (part: { [Key in keyof Question]?: Question[Key] | undefined }) => {
    const next = Object.entries({ ...question, ...part }).filter(([, value]) => value !== undefined && value !== '');
    ask(Object.fromEntries(next) as unknown as Question);
  };
  const toggled = <Name extends string>(chosen: readonly Name[], name: Name) =>
    chosen.includes(name) ? chosen.filter((one) => one !== name) : [...chosen, name];

  return (
    <div className={styles.ask}>
      <Tabs
        label={t`About`}
        tabs={(Object.keys(SUBJECTS) as SubjectName[]).map((name) => [name, i18n._(SUBJECTS[name].name)])}
        current={about}
        choose={(name) => ask(readQuestion({ ...question, about: name, by: [], show: [] }))}
      />
      <Ticks
        legend={t`What to count`}
        choices={Object.entries(measures).map(([key, { name }]) => [key, name])}
        chosen={show}
        toggle={(key) => {
          const next = toggled(show, key);
          if (next.length > 0) set({ show: next });
        }}
      />
      <Ticks
        legend={t`Told apart by (up to three, in this order)`}
        choices={(Object.keys(dimensions) as DimensionName[]).map((name) => [name, dimensions[name]!.name])}
        chosen={by}
        toggle={(name) => {
          const next = toggled(by, name as DimensionName);
          if (next.length <= DIMENSIONS_AT_ONCE) set({ by: next });
        }}
      />
      <Fields>
        {isTimed && (
          <>
            <TextField
              label={t`First day`}
              type="date"
              value={question.from ?? ''}
              onChange={(event) => set({ from: event.target.value })}
            />
            <TextField
              label={t`Last day`}
              type="date"
              value={question.until ?? ''}
              onChange={(event) => set({ until: event.target.value })}
            />
            <SelectField
              label={t`Periods of`}
              value={question.bucket ?? 'MONTH'}
              options={[
                ['DAY', t`a day`],
                ['WEEK', t`a week`],
                ['MONTH', t`a month`],
                ['QUARTER', t`a quarter`],
                ['YEAR', t`a year`],
              ]}
              onChange={(event) => set({ bucket: event.target.value as TimeBucket })}
            />
            <SelectField
              label={t`Compared with`}
              value={question.before ?? ''}
              options={[
                ['', t`nothing`],
                ['PERIOD_BEFORE', t`the period before`],
                ['YEAR_BEFORE', t`a year before`],
              ]}
              onChange={(event) => set({ before: (event.target.value || undefined) as TimeBefore | undefined })}
            />
            {party.kind !== 'OPERATOR' && party.kind !== 'SUPPLIER' && (
              <SelectField
                label={t`Side`}
                value={question.side ?? 'SELLING'}
                options={[
                  ['SELLING', t`We sell`],
                  ['BUYING', t`We buy`],
                ]}
                onChange={(event) => set({ side: event.target.value === 'BUYING' ? 'BUYING' : undefined })}
              />
            )}
          </>
        )}
        {about === 'sales' && (
          <SelectField
            label={t`Currency`}
            value={question.currency ?? ''}
            options={[
              ['', t`all, apart`],
              ...(data?.salesFacts.nodes ?? []).flatMap(({ currency }) =>
                currency ? [[currency, currency] as const] : [],
              ),
            ]}
            onChange={(event) => set({ currency: event.target.value })}
          />
        )}
        <SelectField
          label={t`Rows`}
          value={String(question.top ?? '')}
          options={[
            ['', t`all, up to 500`],
            ['5', t`the largest 5`],
            ['10', t`the largest 10`],
            ['20', t`the largest 20`],
          ]}
          onChange={(event) => set({ top: event.target.value ? Number(event.target.value) : undefined })}
        />
      </Fields>
      {isTimed && question.before && !by.includes('PERIOD') && !(question.from && question.until) && (
        <Notice tone="attention">
          <Trans>To compare without periods, say from when until when.</Trans>
        </Notice>
      )}
      {only && (
        <div className={styles.ticks}>
          {(Object.keys(only) as DimensionName[]).map((name) => {
            const said = i18n._(dimensions[name]!.name);
            const { [name]: _, ...rest } = only;
            return (
              <Button key={name} onClick={() => set({ only: Object.keys(rest).length > 0 ? rest : undefined })}>
                <Trans>Not only this: {said}</Trans>
              </Button>
            );
          })}
        </div>
      )}
    </div>
  );
}

interface TicksProps {
  legend: string;
  choices: readonly (readonly [key: string, name: MessageDescriptor])[];
  chosen: readonly string[];
  toggle: (key: string) => void;
}

function Ticks({ legend, choices, chosen, toggle }: TicksProps) {
  const { i18n } = useMessages();
  return (
    <fieldset className={styles.ticks}>
      <legend>{legend}</legend>
      {choices.map(([key, name]) => (
        <button key={key} type="button" aria-pressed={chosen.includes(key)} onClick={() => toggle(key)}>
          {chosen.length > 1 && chosen.includes(key) ? `${chosen.indexOf(key) + 1} · ` : ''}
          {i18n._(name)}
        </button>
      ))}
    </fieldset>
  );
}
