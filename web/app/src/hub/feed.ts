import type { Client } from 'graphql-ws';
import { readLanguage } from './reading';
import { accessToken, ENDPOINT, renew, session } from './session';
import { Value } from './value';

/**
 * How fresh what is shown is.
 *
 * `live`: every change arrives as it happens. `catching-up`: the socket is back and brings what was missed. `offline`:
 * nothing has arrived since then; the socket tries again by itself.
 */
export interface Connection {
  state: 'off' | 'connecting' | 'live' | 'catching-up' | 'offline';
  since: Date;
}

export const connection = new Value<Connection>({ state: 'off', since: new Date() });

/** Counts the times that a feed could not be resumed: what was read before that is to be read again. */
export const epoch = new Value(0);

/** One delivery of a feed as screens hear of it. */
export interface FeedEvent {
  field: string;
  kind: string;
  /** The ids of the order, shipment, stock item or alert that it is about, and of what that belongs to. */
  about: ReadonlySet<string>;
}

const listeners = new Set<(event: FeedEvent) => void>();

export function onFeedEvent(listener: (event: FeedEvent) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The hub closes a socket with this code when it does not take the token, or takes it no longer. */
const TOKEN_REFUSED = 4403;
const RETRY_WAIT_MILLISECONDS = 250;
const RETRY_WAIT_MILLISECONDS_MAX = 5_000;
/** What was missed comes in one go; when nothing more comes for this long, all of it is here. */
const CAUGHT_UP_MILLISECONDS = 400;
const TOO_OLD = new Set(['CURSOR_EXPIRED', 'CURSOR_INVALID']);

interface Sink {
  next(result: { data?: unknown; errors?: unknown }): void;
  error(reason: unknown): void;
  complete(): void;
}

interface Request {
  query: string;
  variables: Record<string, unknown>;
}

let socket: Promise<Client> | null = null;
let openFeeds = 0;

/**
 * Follows one feed over the tab's socket.
 *
 * When the connection breaks, it goes on after the last cursor that it got. When the hub no longer has what comes next,
 * the sink gets an error, and `epoch` counts on.
 */
export function follow(request: Request, sink: Sink): () => void {
  const resuming = { ...request, variables: { ...request.variables } };
  let ended = false;
  let unsubscribe = () => {};
  openFeeds += 1;
  void openSocket().then((client) => {
    if (ended) return;
    unsubscribe = client.subscribe(resuming as never, {
      next(result) {
        const delivery = deliveryOf(result.data);
        if (delivery) resuming.variables['after'] = delivery.cursor;
        if (connection.get().state === 'catching-up') settle();
        sink.next(result as never);
        if (delivery) tell(delivery);
      },
      error(reason) {
        if (isTooOld(reason)) epoch.set(epoch.get() + 1);
        sink.error(reason);
      },
      complete: () => sink.complete(),
    });
  });
  return () => {
    if (ended) return;
    ended = true;
    unsubscribe();
    openFeeds -= 1;
    if (openFeeds === 0) closeSocket();
  };
}

/** Ends the tab's socket; the next feed opens another one, as whoever is signed in then. */
export function closeSocket(): void {
  void socket?.then((client) => client.dispose());
  socket = null;
  set('off');
}

async function openSocket(): Promise<Client> {
  socket ??= makeSocket();
  return await socket;
}

async function makeSocket(): Promise<Client> {
  // Whoever only looks around has no feed, and does without this.
  const { createClient } = await import('graphql-ws');
  let refused: string | null = null;
  let broken = false;
  set('connecting');
  const mine = createClient({
    url: ENDPOINT.href.replace(/^http/, 'ws'),
    connectionParams: async () => {
      if (refused !== null) await renew(refused);
      refused = null;
      const token = await accessToken();
      return { acceptLanguage: readLanguage(), ...(token ? { authorization: `Bearer ${token}` } : {}) };
    },
    on: {
      connected: () => {
        set(broken ? 'catching-up' : 'live');
        if (broken) settle();
      },
      closed: (event) => {
        if (!(event instanceof CloseEvent) || event.code === 1000) return;
        if (event.code === TOKEN_REFUSED) refused = session.get()?.accessToken ?? '';
        if (!broken || connection.get().state !== 'offline') set('offline');
        broken = true;
      },
    },
    keepAlive: 15_000,
    shouldRetry: () => session.get() !== null,
    retryAttempts: Infinity,
    retryWait: (retries) => sleep(Math.min(RETRY_WAIT_MILLISECONDS * 2 ** retries, RETRY_WAIT_MILLISECONDS_MAX)),
  });
  return mine;
}

let settling: ReturnType<typeof setTimeout> | undefined;

function settle(): void {
  clearTimeout(settling);
  settling = setTimeout(() => {
    if (connection.get().state === 'catching-up') set('live');
  }, CAUGHT_UP_MILLISECONDS);
}

function set(state: Connection['state']): void {
  if (connection.get().state !== state) connection.set({ state, since: new Date() });
}

interface Delivery {
  field: string;
  cursor: string;
  event: { kind?: unknown };
}

function deliveryOf(data: unknown): Delivery | null {
  const [field, delivery] = Object.entries((data ?? {}) as Record<string, Delivery | null>)[0] ?? [];
  return field && delivery ? { ...delivery, field } : null;
}

function tell({ field, event }: Delivery): void {
  const about = new Set<string>();
  collectIds(event, about);
  for (const listener of listeners) listener({ field, kind: String(event.kind ?? ''), about });
}

function collectIds(part: unknown, ids: Set<string>): void {
  if (typeof part !== 'object' || part === null) return;
  for (const [key, value] of Object.entries(part)) {
    if (key === 'id') ids.add(String(value));
    else collectIds(value, ids);
  }
}

function isTooOld(reason: unknown): boolean {
  const errors = Array.isArray(reason) ? (reason as { extensions?: { code?: string } }[]) : [];
  return errors.some((error) => TOO_OLD.has(error.extensions?.code ?? ''));
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
