import { Client, cacheExchange, fetchExchange, subscriptionExchange } from '@urql/core';
import { retryExchange } from '@urql/exchange-retry';
import { HUB, authorization } from './hub.js';
import { run } from './program.js';
import { socket } from './socket.js';

const client = new Client({
  url: HUB,
  fetchOptions: () => ({ headers: { authorization: authorization() } }),
  exchanges: [
    cacheExchange,
    // The socket comes back by itself.
    retryExchange({
      maxNumberAttempts: Infinity,
      retryIf: ({ networkError, response }, { kind }) =>
        kind !== 'subscription' && networkError && !(response?.status < 500),
    }),
    fetchExchange,
    subscriptionExchange({
      forwardSubscription: (operation) => ({
        subscribe: (sink) => ({ unsubscribe: socket.subscribe(operation, sink) }),
      }),
    }),
  ],
});

const dataOf = ({ data, error }) => {
  if (error) throw told(error);
  return data;
};

// The socket's close event is what urql counts as an error of the network.
const told = (error) => new Error(error.networkError?.reason || error.message);

await run({
  query: async (query) => dataOf(await client.query(query, {})),
  mutate: async (mutation, variables) => dataOf(await client.mutation(mutation, variables)),
  subscribe: (query, variables, heard) => new Promise((_, reject) => {
    client.subscription(query, variables).subscribe(({ data, error }) => {
      if (error) reject(told(error));
      else heard(data);
    });
  }),
});
