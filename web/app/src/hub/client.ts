import { cacheExchange, Client, fetchExchange } from 'urql';
import { ENDPOINT, session } from './session';

/** Everything that one sign-in reads; another sign-in begins with a new one. */
export async function createClient(): Promise<Client> {
  // Who only looks around has no feeds and no token, and need not load what they take.
  const exchanges = session.get() ? (await import('./following')).followingExchanges() : [cacheExchange, fetchExchange];
  return new Client({ url: ENDPOINT.href, preferGetMethod: false, requestPolicy: 'cache-and-network', exchanges });
}
