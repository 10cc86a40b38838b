import { ApolloClient, ApolloLink, HttpLink, InMemoryCache, gql } from '@apollo/client';
import { SetContextLink } from '@apollo/client/link/context';
import { RetryLink } from '@apollo/client/link/retry';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { OperationTypeNode } from 'graphql';
import { HUB, authorization } from './hub.js';
import { run } from './program.js';
import { socket } from './socket.js';

const http = ApolloLink.from([
  new RetryLink({
    attempts: { max: Infinity, retryIf: (error) => !(error.statusCode < 500) },
    delay: { max: 30_000 },
  }),
  new SetContextLink(({ headers }) => ({ headers: { ...headers, authorization: authorization() } })),
  new HttpLink({ uri: HUB }),
]);

const client = new ApolloClient({
  cache: new InMemoryCache(),
  link: ApolloLink.split(
    ({ operationType }) => operationType === OperationTypeNode.SUBSCRIPTION,
    new GraphQLWsLink(socket),
    http,
  ),
});

await run({
  query: async (query) => (await client.query({ query: gql(query) })).data,
  mutate: async (mutation, variables) =>
    (await client.mutate({ mutation: gql(mutation), variables })).data,
  subscribe: (query, variables, heard) => new Promise((complete, reject) => {
    client.subscribe({ query: gql(query), variables }).subscribe({
      next: ({ data, error }) => (error ? reject(error) : heard(data)),
      error: reject,
      complete,
    });
  }),
});
