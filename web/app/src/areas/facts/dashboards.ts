import { msg } from '@lingui/core/macro';
import type { MessageDescriptor } from '@lingui/core';
import type { PartyKind, TimeBucket, TradeSide } from '../../hub/graph.generated';
import { dayFromToday, isoDay, periodOf, type Question } from './question';
import type { SpanName } from './search';

/** How far back a dashboard looks, and in which steps. */
export interface Span {
  name: MessageDescriptor;
  bucket: TimeBucket;
  periods: number;
}

export const SPANS = {
  days: { name: msg`30 days`, bucket: 'DAY', periods: 30 },
  weeks: { name: msg`13 weeks`, bucket: 'WEEK', periods: 13 },
  months: { name: msg`12 months`, bucket: 'MONTH', periods: 12 },
} as const satisfies Record<SpanName, Span>;

/** What all questions of a dashboard have in common. */
export interface Frame {
  side: TradeSide;
  currency: string | undefined;
  span: Span;
}

export interface Card {
  title: MessageDescriptor;
  ask: (frame: Frame) => Question;
  halves?: boolean;
  wide?: boolean;
}

/** The first day of a span that ends today, or of as many periods before it. */
export function beginOf({ bucket, periods }: Span, spans = 1): string {
  const day = new Date(`${periodOf(dayFromToday(0), bucket)}T12:00:00`);
  const back = periods * spans - 1;
  if (bucket === 'DAY') day.setDate(day.getDate() - back);
  else if (bucket === 'WEEK') day.setDate(day.getDate() - 7 * back);
  else day.setMonth(day.getMonth() - back);
  return isoDay(day);
}

const TOP = 8;

function overTime(about: 'sales' | 'deliveries', show: readonly string[]): Card['ask'] {
  return ({ side, currency, span }) => ({
    about,
    by: ['PERIOD'],
    show,
    bucket: span.bucket,
    side,
    ...(about === 'sales' && currency && { currency }),
    from: beginOf(span, 2),
    until: dayFromToday(0),
  });
}

function largest(about: 'sales' | 'deliveries', by: Question['by'], show: readonly string[], top = TOP): Card['ask'] {
  return ({ side, currency, span }) => ({
    about,
    by,
    show,
    side,
    ...(about === 'sales' && currency && { currency }),
    from: beginOf(span),
    until: dayFromToday(0),
    before: 'PERIOD_BEFORE',
    top,
  });
}

function lying(by: Question['by'], show: readonly string[]): Card['ask'] {
  return () => ({ about: 'stock', by, show, top: TOP });
}

const SALES = ['revenue', 'orders', 'quantity'];
const ARRIVALS = ['onTimeShare', 'shipments', 'late', 'leadDays'];

const SELLING: readonly Card[] = [
  { title: msg`How do sales go?`, ask: overTime('sales', SALES), halves: true, wide: true },
  { title: msg`Which products sell most?`, ask: largest('sales', ['PRODUCT'], SALES) },
  { title: msg`Who buys most?`, ask: largest('sales', ['BUYER'], SALES) },
  { title: msg`Which categories bring it?`, ask: largest('sales', ['CATEGORY'], SALES) },
  { title: msg`What lies in stock?`, ask: lying(['CATEGORY'], ['available', 'onHand', 'reserved', 'incoming', 'out']) },
  { title: msg`Do parcels arrive on time?`, ask: overTime('deliveries', ARRIVALS), halves: true },
  { title: msg`Which carriers are on time?`, ask: largest('deliveries', ['CARRIER'], ARRIVALS) },
];

const BUYING: readonly Card[] = [
  { title: msg`How much do we buy?`, ask: overTime('sales', SALES), halves: true, wide: true },
  { title: msg`From whom do we buy most?`, ask: largest('sales', ['SELLER'], SALES) },
  { title: msg`Which products do we buy most?`, ask: largest('sales', ['PRODUCT'], SALES) },
  { title: msg`Who delivers on time?`, ask: largest('deliveries', ['SELLER'], ARRIVALS) },
  { title: msg`Does what we buy arrive on time?`, ask: overTime('deliveries', ARRIVALS), halves: true },
];

const EVERYTHING: readonly Card[] = [
  { title: msg`How does trade go?`, ask: overTime('sales', SALES), halves: true, wide: true },
  {
    title: msg`Which step of the chain moves most?`,
    ask: largest('sales', ['KIND'], ['orders', 'revenue', 'quantity']),
  },
  { title: msg`Who sells most?`, ask: largest('sales', ['SELLER'], SALES) },
  { title: msg`Where do buyers live?`, ask: largest('sales', ['COUNTRY'], SALES) },
  { title: msg`Who runs out of stock?`, ask: lying(['OWNER'], ['out', 'available', 'items']) },
  { title: msg`Do parcels arrive on time?`, ask: overTime('deliveries', ARRIVALS), halves: true },
  { title: msg`Which carriers are on time?`, ask: largest('deliveries', ['CARRIER'], ARRIVALS) },
];

export function cardsFor(kind: PartyKind, side: TradeSide): readonly Card[] {
  if (kind === 'OPERATOR') return EVERYTHING;
  return side === 'SELLING' ? SELLING : BUYING;
}
