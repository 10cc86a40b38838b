// A socket that stays: for graphql-ws alone, and below Apollo and urql.
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { HUB, authorization, pause } from './hub.js';
import { resuming } from './resuming.js';

globalThis.WebSocket ??= WebSocket; // Node before 22 has none of its own

export const socket = resuming(
  createClient({
    url: HUB.replace(/^http/, 'ws'),
    connectionParams: () => ({ authorization: authorization() }),
    retryAttempts: Infinity,
    retryWait: pause,
    // The default gives up where nobody listens; only a token that is not good is final.
    shouldRetry: (problem) => problem.code !== 4403,
  }),
);
