import { useLingui } from '@lingui/react';
import styles from './format.module.css';

interface Amount {
  amount: string;
  currency: string;
}

/** Writes numbers, amounts and times as the reader's language does. */
export function useFormat() {
  const { i18n } = useLingui();
  const locale = i18n.locale === 'zh' ? 'zh-CN' : 'en-GB';
  return {
    number: (value: number) => new Intl.NumberFormat(locale).format(value),
    short: (value: number) =>
      new Intl.NumberFormat(locale, { notation: 'compact', maximumSignificantDigits: 3 }).format(value),
    share: (value: number) =>
      new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 }).format(value),
    change: (share: number) =>
      new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0, signDisplay: 'exceptZero' }).format(
        share,
      ),
    points: (share: number) =>
      new Intl.NumberFormat(locale, { maximumFractionDigits: 1, signDisplay: 'exceptZero' }).format(100 * share),
    country: (code: string) => new Intl.DisplayNames(locale, { type: 'region' }).of(code) ?? code,
    period: (firstDay: string, bucket: Bucket) => periodName(locale, firstDay, bucket),
    money: ({ amount, currency }: Amount) =>
      new Intl.NumberFormat(locale, { style: 'currency', currency, currencyDisplay: 'narrowSymbol' }).format(
        Number(amount),
      ),
    wholeMoney: (value: number, currency: string) =>
      new Intl.NumberFormat(locale, {
        style: 'currency',
        currency,
        currencyDisplay: 'narrowSymbol',
        maximumFractionDigits: 0,
      }).format(value),
    date: (instant: string) => new Intl.DateTimeFormat(locale, { dateStyle: 'medium' }).format(new Date(instant)),
    time: (instant: Date | string) =>
      new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(instant)),
    clock: (instant: Date) => new Intl.DateTimeFormat(locale, { timeStyle: 'short' }).format(instant),
    ago: (instant: string) => relative(locale, instant),
    list: (words: readonly string[]) =>
      new Intl.ListFormat(locale, { style: 'narrow', type: 'conjunction' }).format(words),
  };
}

type Bucket = 'DAY' | 'WEEK' | 'MONTH' | 'QUARTER' | 'YEAR';

/** A stretch of the calendar by its first day, as short as it can be told from its neighbours. */
function periodName(locale: string, firstDay: string, bucket: Bucket): string {
  const day = new Date(`${firstDay}T12:00:00`);
  const write = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options).format(day);
  if (bucket === 'YEAR') return write({ year: 'numeric' });
  if (bucket === 'QUARTER') return `${write({ year: 'numeric' })} Q${Math.floor(day.getMonth() / 3) + 1}`;
  if (bucket === 'MONTH') return write({ month: 'short', year: '2-digit' });
  return write({ day: 'numeric', month: 'short' });
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long ago, under a day; else the date. */
function relative(locale: string, instant: string): string {
  const age = Date.now() - Date.parse(instant);
  if (Math.abs(age) >= DAY) return new Intl.DateTimeFormat(locale, { dateStyle: 'medium' }).format(new Date(instant));
  const words = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  if (Math.abs(age) < HOUR) return words.format(-Math.round(age / MINUTE), 'minute');
  return words.format(-Math.round(age / HOUR), 'hour');
}

export function Money({ of }: { of: Amount }) {
  const { money } = useFormat();
  return (
    <span className={styles.money}>
      {money(of)} <small>{of.currency}</small>
    </span>
  );
}

/** Under a day how long ago it was, with the exact time on hover; else its date. */
export function Time({ at }: { at: string }) {
  const { ago, time } = useFormat();
  return (
    <time dateTime={at} title={time(at)}>
      {ago(at)}
    </time>
  );
}

/** How many minor units make one of the currency's own. */
export function minorOf(currency: string): number {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  return 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2);
}
