import { createClient } from 'graphql-sse';
import { HUB, authorization, pause } from './hub.js';
import { run } from './program.js';
import { resuming } from './resuming.js';

let isRefused = false;

const client = resuming(
  createClient({
    url: HUB,
    headers: () => ({ authorization: authorization() }),
    retryAttempts: Infinity,
    // To the client a refusal is a failure of the network like any other.
    fetchFn: async (...asked) => {
      const answer = await fetch(...asked);
      isRefused = answer.status === 401;
      return answer;
    },
    retry: async (retries) => {
      if (isRefused) throw new Error('The hub refuses the token');
      await pause(retries);
    },
  }),
);

const ask = (query, variables) => new Promise((resolve, reject) => {
  client.subscribe({ query, variables }, {
    next: ({ data, errors }) => (errors ? reject(errors[0]) : resolve(data)),
    error: reject,
    complete() {},
  });
});

const subscribe = (query, variables, heard) => new Promise((complete, reject) => {
  client.subscribe({ query, variables }, {
    next: ({ data, errors }) => (errors ? reject(errors[0]) : heard(data)),
    error: reject,
    complete,
  });
});

await run({ query: ask, mutate: ask, subscribe });
