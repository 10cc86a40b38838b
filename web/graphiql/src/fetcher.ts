import { createGraphiQLFetcher, type Fetcher } from '@graphiql/toolkit';
import { visit, type DocumentNode } from 'graphql';
import { createClient, type Client, type ExecutionResult } from 'graphql-ws';
import { watchSubscription } from './events';
import { accessToken, answerOf, ENDPOINT, renew } from '../../app/src/hub/session';
import { newUuid } from '../../app/src/hub/uuid';

/** Written in the variables, it becomes a new UUID whenever the operation is run: every mutation wants a `requestId`. */
const FRESH_UUID = /\{\{uuid\}\}/g;

/** The hub closes a socket with this code when it does not take the token, or takes it no longer. */
const TOKEN_REFUSED = 4403;
const RETRY_WAIT_MILLISECONDS = 250;
const RETRY_WAIT_MILLISECONDS_MAX = 5_000;

/** Asks the hub as the account that is signed in, unless the headers editor says otherwise. */
export const fetcher: Fetcher = (params, options) => {
  const headers = new Headers(options?.headers);
  const ask = createGraphiQLFetcher({
    url: ENDPOINT.href,
    fetch: fetchSignedIn,
    enableIncrementalDelivery: false,
    wsClient: liveClient(headers.get('authorization'), options?.documentAST),
  });
  return ask({ ...params, variables: withFreshUuids(params.variables) }, options);
};

/** Runs a query of the page's own and hands back its data, as far as there is any. */
export async function query(text: string): Promise<unknown> {
  const response = await fetchSignedIn(ENDPOINT, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: text }),
  });
  return ((await response.json()) as { data?: unknown }).data;
}

const fetchSignedIn: typeof fetch = async (url, init) => {
  const headers = new Headers(init?.headers);
  const own = headers.get('authorization');
  const token = own ? null : await accessToken();
  if (token) headers.set('authorization', `Bearer ${token}`);

  let response = await fetch(url, { ...init, headers });
  if (response.status === 401 && token) {
    const renewed = await renew(token);
    if (renewed) headers.set('authorization', `Bearer ${renewed.accessToken}`);
    else headers.delete('authorization');
    response = await fetch(url, { ...init, headers });
  }
  return Response.json(await answerOf(response), { status: response.status });
};

/**
 * A socket for one subscription; it connects when the subscription starts and closes with it.
 *
 * When the connection breaks, a subscription that declares `$after` goes on from the last cursor it got. One that does
 * not would miss what happened meanwhile, so it ends with the reason instead.
 */
function liveClient(ownAuthorization: string | null, document: DocumentNode | undefined): Client {
  const resumable = document !== undefined && declaresAfter(document);
  let refused = false;
  let token: string | null = null;
  const client = createClient({
    url: ENDPOINT.href.replace(/^http/, 'ws'),
    connectionParams: async () => {
      if (ownAuthorization) return { authorization: ownAuthorization };
      if (refused && token) await renew(token);
      token = await accessToken();
      return token ? { authorization: `Bearer ${token}` } : {};
    },
    on: {
      closed: (event) => {
        refused = codeOf(event) === TOKEN_REFUSED;
      },
    },
    shouldRetry: (event) => codeOf(event) !== null && !(ownAuthorization && codeOf(event) === TOKEN_REFUSED),
    retryAttempts: resumable ? Infinity : 0,
    retryWait: (retries) => sleep(Math.min(RETRY_WAIT_MILLISECONDS * 2 ** retries, RETRY_WAIT_MILLISECONDS_MAX)),
  });
  return { ...client, subscribe: subscribe as Client['subscribe'] };

  function subscribe(payload: Parameters<Client['subscribe']>[0], sink: Parameters<Client['subscribe']>[1]): () => void {
    const watch = watchSubscription();
    client.on('connected', () => watch.is('listening'));
    client.on('closed', () => watch.is(resumable ? 'reconnecting' : 'ended'));
    const resuming = { ...payload, variables: { ...payload.variables } };
    const unsubscribe = client.subscribe(resuming, {
      next(result) {
        watch.got(result as ExecutionResult);
        const cursor = cursorOf(result as ExecutionResult);
        if (resumable && cursor) resuming.variables['after'] = cursor;
        sink.next(result as never);
      },
      error(reason) {
        watch.is('ended');
        sink.error(reason);
      },
      complete() {
        watch.is('ended');
        sink.complete();
      },
    });
    return () => {
      unsubscribe();
      watch.is('ended');
    };
  }
}

/** The code a socket was closed with; null for an error that is no closing. */
function codeOf(event: unknown): number | null {
  return event instanceof CloseEvent ? event.code : null;
}

function declaresAfter(document: DocumentNode): boolean {
  let declared = false;
  visit(document, {
    VariableDefinition(node) {
      if (node.variable.name.value === 'after') declared = true;
    },
  });
  return declared;
}

function cursorOf(result: ExecutionResult): string | null {
  const delivery = Object.values(result.data ?? {})[0];
  if (typeof delivery !== 'object' || delivery === null || !('cursor' in delivery)) return null;
  return String(delivery.cursor);
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

function withFreshUuids<Variables>(variables: Variables): Variables {
  if (!variables) return variables;
  return JSON.parse(JSON.stringify(variables).replace(FRESH_UUID, newUuid)) as Variables;
}
