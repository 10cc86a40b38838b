import { authExchange } from '@urql/exchange-auth';
import { cacheExchange } from '@urql/exchange-graphcache';
import { fetchExchange, makeOperation, subscriptionExchange, type Exchange } from 'urql';
import { filter, pipe } from 'wonka';
import { follow } from './feed';
import { accessToken, renew } from './session';
import { Versions } from './versions';

/** How who is signed in asks: each row is kept once, by its id, so that whatever shows it shows what a feed brings. */
export function followingExchanges(): Exchange[] {
  return [
    cacheExchange({ keys: KEYS }),
    dropStale(new Versions()),
    authExchange(authorize),
    fetchExchange,
    subscriptionExchange({
      forwardSubscription: (request) => ({
        subscribe: (sink) => ({
          unsubscribe: follow({ query: request.query ?? '', variables: request.variables ?? {} }, sink as never),
        }),
      }),
    }),
  ];
}

/**
 * Keeps answers that were overtaken out of the cache.
 *
 * An answer was read at one instant; a feed's delivery of a later one may arrive before it does. Such a query is asked
 * again, such a delivery dropped: what comes next is newer.
 */
function dropStale(versions: Versions): Exchange {
  return ({ client, forward }) =>
    (operations) =>
      pipe(
        forward(operations),
        filter(({ operation, data }) => {
          if (!data || !versions.see(data)) return true;
          if (operation.kind === 'query') {
            const again = makeOperation(operation.kind, operation, {
              ...operation.context,
              requestPolicy: 'network-only',
            });
            setTimeout(() => client.reexecuteOperation(again));
          }
          return operation.kind === 'mutation';
        }),
      );
}

const authorize: Parameters<typeof authExchange>[0] = async ({ appendHeaders }) => {
  let token = await accessToken();
  return {
    addAuthToOperation: (operation) =>
      token ? appendHeaders(operation, { authorization: `Bearer ${token}` }) : operation,
    willAuthError: () => {
      // Another tab may have renewed it, or it may be about to expire.
      void accessToken().then((fresh) => {
        token = fresh;
      });
      return false;
    },
    didAuthError: (error) =>
      error.response?.status === 401 ||
      error.graphQLErrors.some(({ extensions }) => extensions['code'] === 'UNAUTHENTICATED'),
    refreshAuth: async () => {
      token = token ? ((await renew(token))?.accessToken ?? null) : null;
    },
  };
};

const NONE = (): null => null;

/** Types that are parts of what they stand in, and have no id of their own. */
const KEYS = Object.fromEntries(
  [
    'AnnexEntry',
    'CheckedItem',
    'CosmeticDetails',
    'DeliveryFact',
    'DeliveryMeasures',
    'GeneralDetails',
    'JewelleryDetails',
    'ImportedChange',
    'ImportedProduct',
    'Money',
    'NegotiationLine',
    'PageInfo',
    'PriceTier',
    'ProductChange',
    'PromotionResults',
    'PromotionSales',
    'SalesFact',
    'SalesMeasures',
    'Sharing',
    'StockFact',
    'StockMeasures',
    'StockMovement',
    'StockThreshold',
    'TextInLanguage',
    'UserError',
    'Viewer',
  ].map((name) => [name, NONE]),
);
