import type { OrderFilter, OrderKind, OrderOrder, OrderStatus } from '../../hub/graph.generated';

/** What of the orders is shown; it stands in the address, so that a link or Back shows the same. */
export interface OrderSearch {
  show?: Group;
  side?: 'buying' | 'selling';
  kind?: OrderKind;
  number?: string;
  from?: string;
  until?: string;
  orderBy?: OrderOrder;
}

/** Statuses that people look at together. */
export const GROUPS = {
  waiting: ['PLACED'],
  working: ['CONFIRMED', 'IN_PRODUCTION', 'READY'],
  moving: ['PARTIALLY_SHIPPED', 'SHIPPED'],
  arrived: ['DELIVERED', 'COMPLETED'],
  ended: ['CANCELLED', 'REJECTED'],
} as const satisfies Record<string, readonly OrderStatus[]>;

export type Group = keyof typeof GROUPS;

const KINDS: readonly OrderKind[] = ['SUPPLY', 'WHOLESALE', 'RETAIL'];
const SORTS: readonly OrderOrder[] = ['NEWEST', 'OLDEST', 'LARGEST', 'SMALLEST'];
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** What an address says, without what cannot be. */
export function readOrderSearch(said: Record<string, unknown>): OrderSearch {
  const search: OrderSearch = {};
  if (typeof said['show'] === 'string' && said['show'] in GROUPS) search.show = said['show'] as Group;
  if (said['side'] === 'buying' || said['side'] === 'selling') search.side = said['side'];
  const kind = KINDS.find((known) => known === said['kind']);
  if (kind) search.kind = kind;
  const orderBy = SORTS.find((known) => known === said['orderBy']);
  if (orderBy) search.orderBy = orderBy;
  if (said['number'] !== undefined && String(said['number']).trim()) search.number = String(said['number']).trim();
  for (const key of ['from', 'until'] as const) {
    if (typeof said[key] === 'string' && DAY.test(said[key])) search[key] = said[key];
  }
  return search;
}

export function filterOf({ show, side, kind, number, from, until }: OrderSearch, partyId: string): OrderFilter {
  return {
    ...(show && { status: [...GROUPS[show]] }),
    ...(side === 'buying' && { buyerId: partyId }),
    ...(side === 'selling' && { sellerId: partyId }),
    ...(kind && { kind: [kind] }),
    ...(number && { number: [number] }),
    ...(from && { placedFrom: startOfDay(from).toISOString() }),
    ...(until && { placedUntil: new Date(startOfDay(until).getTime() + 86_400_000).toISOString() }),
  };
}

function startOfDay(day: string): Date {
  return new Date(`${day}T00:00:00`);
}

/** Whether an order that has changed still belongs in the list. */
export function isShown({ show, kind }: OrderSearch, order: { status: OrderStatus; kind: OrderKind }): boolean {
  const statuses: readonly OrderStatus[] | null = show ? GROUPS[show] : null;
  return (!statuses || statuses.includes(order.status)) && (!kind || kind === order.kind);
}
