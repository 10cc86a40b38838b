import { cacheExchange, Client, fetchExchange } from 'urql';
import { readLanguage } from './reading';
import { ENDPOINT, session } from './session';

/** Everything that one sign-in reads in one language; another sign-in or language begins with a new one. */
export async function createClient(): Promise<Client> {
  // Who only looks around has no feeds and no token, and need not load what they take.
  const exchanges = session.get() ? (await import('./following')).followingExchanges() : [cacheExchange, fetchExchange];
  return new Client({
    url: ENDPOINT.href,
    fetchOptions: { headers: { 'accept-language': readLanguage() } },
    preferGetMethod: false,
    requestPolicy: 'cache-and-network',
    exchanges,
  });
}
