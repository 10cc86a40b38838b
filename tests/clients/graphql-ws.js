import { run } from './program.js';
import { socket } from './socket.js';

const ask = (query, variables) => new Promise((resolve, reject) => {
  socket.subscribe({ query, variables }, {
    next: ({ data, errors }) => (errors ? reject(errors[0]) : resolve(data)),
    error: (problem) => reject(told(problem)),
    complete() {},
  });
});

const subscribe = (query, variables, heard) => new Promise((complete, reject) => {
  socket.subscribe({ query, variables }, {
    next: ({ data }) => heard(data),
    error: (problem) => reject(told(problem)),
    complete,
  });
});

// What ends an operation is its errors; what ends the connection is a close event.
const told = (problem) =>
  Array.isArray(problem) ? problem[0] : new Error(problem.reason || problem.message);

await run({ query: ask, mutate: ask, subscribe });
