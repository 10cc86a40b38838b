import type { ExecutionResult } from 'graphql-ws';
import { Value } from '../../app/src/hub/value';

export type Connection = 'connecting' | 'listening' | 'reconnecting' | 'ended';

export interface LiveEvent {
  /** Counts the events of this subscription from 1. */
  number: number;
  arrivedAt: Date;
  /** The place in the party's feed, when the query asks for it. */
  position: string | null;
  summary: string;
  result: ExecutionResult;
}

/** The subscription that was started last: its state, and what it brought, newest first. */
export interface Feed {
  connection: Connection;
  count: number;
  latest: LiveEvent[];
}

const SHOWN_MAX = 20;
const NOT_IN_SUMMARY = new Set(['__typename', 'id', 'cursor', 'position', 'occurredAt']);

export const feed = new Value<Feed | null>(null);

/** A subscription starts: the feed shows it from now on. Returns what to call as it goes on. */
export function watchSubscription(): { is(connection: Connection): void; got(result: ExecutionResult): void } {
  let shown: Feed = { connection: 'connecting', count: 0, latest: [] };
  feed.set(shown);

  function show(next: Feed): void {
    // A subscription that still winds down must not overwrite a newer one, nor take back that it has ended.
    if (feed.get() !== shown || shown.connection === 'ended') return;
    shown = next;
    feed.set(next);
  }

  return {
    is: (connection) => show({ ...shown, connection }),
    got(result) {
      const number = shown.count + 1;
      const delivery = Object.values(result.data ?? {})[0];
      const event: LiveEvent = {
        number,
        arrivedAt: new Date(),
        position: positionOf(delivery),
        summary: result.errors ? result.errors.map((error) => error.message).join(' · ') : summaryOf(delivery),
        result,
      };
      show({ ...shown, connection: 'listening', count: number, latest: [event, ...shown.latest].slice(0, SHOWN_MAX) });
    },
  };
}

function positionOf(delivery: unknown): string | null {
  if (typeof delivery !== 'object' || delivery === null || !('position' in delivery)) return null;
  return String(delivery.position);
}

/** The words and figures of a result in the order they were asked for, without ids and times. */
function summaryOf(value: unknown): string {
  const words: string[] = [];
  collect(value);
  return words.join(' · ');

  function collect(part: unknown): void {
    if (part === null || part === undefined) return;
    if (typeof part !== 'object') words.push(String(part));
    else for (const [key, inner] of Object.entries(part)) if (!NOT_IN_SUMMARY.has(key)) collect(inner);
  }
}
