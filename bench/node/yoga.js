// graphql-yoga with DataLoader and node-postgres, put together as their documentation teaches.
// With EXECUTOR=jit a document is compiled to a function once; otherwise yoga's executor walks it.

import { createServer } from "node:http";

import { useGraphQlJit } from "@envelop/graphql-jit";
import { createYoga } from "graphql-yoga";

import { loaders, poolOf } from "./loaders.js";
import { schema } from "./schema.js";
import { databaseUrl, poolSize, serve } from "./serving.js";

const pool = poolOf(databaseUrl, poolSize);

const yoga = createYoga({
  schema,
  context: () => ({ load: loaders(pool) }),
  plugins: process.env.EXECUTOR === "jit" ? [useGraphQlJit()] : [],
  graphiql: false,
  landingPage: false,
});

serve(createServer(yoga));
