const SPAN_NAMES = ['days', 'weeks', 'months'] as const;

/** How far back a dashboard looks. */
export type SpanName = (typeof SPAN_NAMES)[number];

/** What a dashboard is about; it stands in the address. */
export interface DashboardSearch {
  span?: SpanName;
  side?: 'BUYING';
  currency?: string;
}

export function readDashboardSearch(said: Record<string, unknown>): DashboardSearch {
  const span = SPAN_NAMES.find((known) => known === said['span']);
  return {
    ...(span && { span }),
    ...(said['side'] === 'BUYING' && { side: 'BUYING' }),
    ...(typeof said['currency'] === 'string' && { currency: said['currency'] }),
  };
}
