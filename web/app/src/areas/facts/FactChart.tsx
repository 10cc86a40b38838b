import { useLingui } from '@lingui/react/macro';
import { useLingui as useMessages } from '@lingui/react';
import { BarList } from '../../ui/charts/BarList';
import { TrendChart, type Series } from '../../ui/charts/TrendChart';
import { useFormat } from '../../ui/format';
import { useFactWords } from './answer';
import { dayFromToday, lastDayOf, periodOf, periodsBetween, type Question } from './question';
import { SUBJECTS, valueOf, type Fact } from './subjects';

interface FactChartProps {
  label: string;
  question: Question;
  rows: readonly Fact[];
  others: Fact | null;
  /** The earlier half of the time is drawn as a thin line behind the later one. */
  halves?: boolean;
}

const LINES = 6;
const BARS = 24;

/** Facts over time as bars or lines; all others as bars beside their names. */
export function FactChart({ halves = false, ...props }: FactChartProps) {
  return props.question.by[0] === 'PERIOD' ? <Trend halves={halves} {...props} /> : <Bars {...props} />;
}

function Trend({ label, question, rows, halves }: FactChartProps) {
  const { t } = useLingui();
  const { i18n } = useMessages();
  const format = useFormat();
  const { about, by, show, bucket = 'MONTH', from, until, side = 'SELLING' } = question;
  const key = show[0]!;
  const measure = SUBJECTS[about].measures[key]!;
  const { valueName, amount, short } = useFactWords(question);
  // Where nothing happened there is no fact; what is counted is none then, what is averaged is unknown.
  const nothing = measure.is === 'pieces' || measure.is === 'money' ? 0 : null;
  const first = from
    ? periodOf(from, bucket)
    : (rows.map((fact) => String(fact['period'])).sort()[0] ?? dayFromToday(0));
  const all = periodsBetween(first, until ?? dayFromToday(0), bucket);
  const half = halves ? Math.ceil(all.length / 2) : 0;
  const periods = all.slice(half);

  const byName = new Map<string, Map<string, Fact>>();
  for (const fact of rows) {
    const name = by
      .slice(1)
      .map((dimension) => valueName(dimension, fact))
      .join(' · ');
    const known = byName.get(name) ?? new Map<string, Fact>();
    byName.set(name, known.set(String(fact['period']), fact));
  }
  const valuesOf = (facts: ReadonlyMap<string, Fact> | undefined, days: readonly string[]) =>
    days.map((day) => {
      const fact = facts?.get(day);
      return fact ? valueOf(fact, key, measure) : nothing;
    });
  const total = (series: Series) => series.values.reduce<number>((sum, value) => sum + (value ?? 0), 0);
  const isOne = by.length === 1;
  const name = i18n._(measure.name);
  const series: Series[] = isOne
    ? [{ name, values: valuesOf(byName.get(''), periods) }]
    : [...byName]
        .map(([one, facts]) => ({ name: one, values: valuesOf(facts, periods) }))
        .sort((a, b) => total(b) - total(a))
        .slice(0, LINES);
  const earlier = !isOne
    ? undefined
    : halves
      ? valuesOf(byName.get(''), all.slice(0, half)).slice(-periods.length)
      : question.before
        ? periods.map((day) => valueOf(byName.get('')?.get(day)?.['before'] as Fact | null, key, measure))
        : undefined;
  const before = earlier?.some((value) => value) ? { name: t`Before`, values: earlier } : undefined;
  return (
    <TrendChart
      label={label}
      periods={periods.map((day) => format.period(day, bucket))}
      series={series}
      before={before}
      {...(measure.is === 'share' && { most: 1 })}
      format={(value) => amount(measure, value)}
      formatShort={(value) => short(measure, value)}
      {...(about === 'sales' && {
        linkOf: (index: number) => ({
          to: '/orders',
          search: {
            from: periods[index],
            until: lastDayOf(periods[index]!, bucket),
            side: side === 'SELLING' ? 'selling' : 'buying',
          } as never,
        }),
      })}
    />
  );
}

function Bars({ label, question, rows, others }: FactChartProps) {
  const { t } = useLingui();
  const { i18n } = useMessages();
  const { share } = useFormat();
  const { about, by, show } = question;
  const key = show[0]!;
  const measure = SUBJECTS[about].measures[key]!;
  const { valueName, amount, changeOf: changes } = useFactWords(question);
  const changeOf = (now: number, then: number) => changes(measure, now, then);
  const bars = rows.slice(0, BARS).map((fact, index) => ({
    key: String(index),
    name: by.map((dimension) => valueName(dimension, fact)).join(' · ') || i18n._(measure.name),
    value: valueOf(fact, key, measure),
    before: valueOf(fact['before'] as Fact | null, key, measure),
  }));
  const rest = valueOf(others, key, measure);
  const addsUp = measure.is === 'money' || (measure.is === 'pieces' && about !== 'deliveries');
  return (
    <BarList
      label={label}
      bars={rest ? [...bars, { key: 'others', name: t`All others`, value: rest, isRest: true }] : bars}
      {...(measure.is === 'share' && { most: 1 })}
      format={(value) => amount(measure, value)}
      formatChange={changeOf}
      {...(addsUp && rows.length > 1 && { formatShare: share })}
    />
  );
}
