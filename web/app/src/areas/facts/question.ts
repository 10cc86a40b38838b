import type { TimeBefore, TimeBucket, TradeSide } from '../../hub/graph.generated';
import { chooseFields } from './choose';
import { SUBJECTS, type DimensionName, type SubjectName } from './subjects';

/** What somebody wants to know of facts; it stands in the address, so that a link or Back asks the same. */
export interface Question {
  about: SubjectName;
  /** What facts are told apart by, in this order. */
  by: readonly DimensionName[];
  /** Which measures are shown; the first is drawn. */
  show: readonly string[];
  bucket?: TimeBucket;
  side?: TradeSide;
  currency?: string;
  from?: string;
  until?: string;
  before?: TimeBefore;
  /** Only what has these values: by dimension, ids of things and words of everything else. */
  only?: Readonly<Partial<Record<DimensionName, readonly string[]>>>;
  /** How many of the largest; the others are summed up. */
  top?: number;
}

const BUCKETS: readonly TimeBucket[] = ['DAY', 'WEEK', 'MONTH', 'QUARTER', 'YEAR'];
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const ROWS = 500;

/** How facts are asked for: a document, its variables, and the document that a file or a program would ask with. */
export function askOf(question: Question) {
  const { about, by, show, bucket, side, currency, from, until, before, only, top } = question;
  const { document, dimensions, measures, isTimed } = SUBJECTS[about];
  const fields = new Set<string>(by.flatMap((name) => dimensions[name]?.field ?? []));
  for (const key of show) for (const field of measures[key]?.from ?? [key]) fields.add(field);
  if (before && isTimed) fields.add('before');
  const filter: Record<string, unknown> = isTimed
    ? { ...(from && { firstDay: from }), ...(until && { lastDay: until }) }
    : {};
  for (const [name, values] of Object.entries(only ?? {})) {
    const argument = dimensions[name as DimensionName]?.filter;
    if (argument) filter[argument] = values;
  }
  const variables: Record<string, unknown> = {
    by,
    orderBy: orderOf(question),
    first: top ?? ROWS,
    ...(Object.keys(filter).length > 0 && { filter }),
    ...(isTimed && { bucket: bucket ?? 'MONTH', side: side ?? 'SELLING' }),
    ...(isTimed && before && { comparedWith: before }),
    ...(about === 'sales' && currency && { currency }),
  };
  const alone = chooseFields(document, fields, true);
  return { document: chooseFields(document, fields, false), variables, file: alone };
}

function orderOf({ about, by, show, currency }: Question): string {
  if (by[0] === 'PERIOD') return by.length === 1 ? 'OLDEST' : 'BY_DIMENSIONS';
  const most = SUBJECTS[about].measures[show[0] ?? '']?.most;
  if (!most || (most === 'MOST_REVENUE' && !currency)) return 'BY_DIMENSIONS';
  return most;
}

/** What an address asks, without what cannot be. */
export function readQuestion(said: Record<string, unknown>): Question {
  const about =
    typeof said['about'] === 'string' && said['about'] in SUBJECTS ? (said['about'] as SubjectName) : 'sales';
  const { dimensions, measures, isTimed } = SUBJECTS[about];
  const words = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);
  const by = words(said['by']).filter((name) => name in dimensions) as DimensionName[];
  const show = words(said['show']).filter((key) => key in measures);
  const question: Question = { about, by, show: show.length > 0 ? show : [Object.keys(measures)[0]!] };
  if (isTimed) {
    const bucket = BUCKETS.find((known) => known === said['bucket']);
    if (bucket) question.bucket = bucket;
    if (said['side'] === 'BUYING') question.side = 'BUYING';
    for (const key of ['from', 'until'] as const) {
      if (typeof said[key] === 'string' && DAY.test(said[key])) question[key] = said[key];
    }
    if (said['before'] === 'PERIOD_BEFORE' || said['before'] === 'YEAR_BEFORE') question.before = said['before'];
  }
  if (typeof said['currency'] === 'string' && /^[A-Z]{3}$/.test(said['currency'])) question.currency = said['currency'];
  if (typeof said['top'] === 'number' && said['top'] >= 1 && said['top'] <= ROWS)
    question.top = Math.floor(said['top']);
  const only = Object.entries((said['only'] as object | undefined) ?? {}).filter(
    ([name, values]) => dimensions[name as DimensionName]?.filter && words(values).length > 0,
  );
  if (only.length > 0) question.only = Object.fromEntries(only.map(([name, values]) => [name, words(values)]));
  return question;
}

/** A day of the calendar that many days from today. */
export function dayFromToday(days: number): string {
  const day = new Date();
  day.setDate(day.getDate() + days);
  return isoDay(day);
}

export function isoDay(day: Date): string {
  const two = (part: number) => String(part).padStart(2, '0');
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}

/** The first days of all periods from one to another, both among them. */
export function periodsBetween(first: string, last: string, bucket: TimeBucket): string[] {
  const days: string[] = [];
  for (let day = first; day <= last && days.length < ROWS; day = nextPeriod(day, bucket)) days.push(day);
  return days;
}

function nextPeriod(period: string, bucket: TimeBucket): string {
  const day = new Date(`${period}T12:00:00`);
  if (bucket === 'DAY') day.setDate(day.getDate() + 1);
  else if (bucket === 'WEEK') day.setDate(day.getDate() + 7);
  else day.setMonth(day.getMonth() + { MONTH: 1, QUARTER: 3, YEAR: 12 }[bucket]);
  return isoDay(day);
}

/** The first day of the period that a day is in. */
export function periodOf(day: string, bucket: TimeBucket): string {
  const found = new Date(`${day}T12:00:00`);
  if (bucket === 'WEEK') found.setDate(found.getDate() - ((found.getDay() + 6) % 7));
  else if (bucket !== 'DAY') {
    found.setDate(1);
    if (bucket === 'QUARTER') found.setMonth(Math.floor(found.getMonth() / 3) * 3);
    if (bucket === 'YEAR') found.setMonth(0);
  }
  return isoDay(found);
}

/** The last day of the period that begins with a day. */
export function lastDayOf(period: string, bucket: TimeBucket): string {
  const day = new Date(`${nextPeriod(period, bucket)}T12:00:00`);
  day.setDate(day.getDate() - 1);
  return isoDay(day);
}
