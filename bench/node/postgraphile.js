// PostGraphile over the hub's tables: its recommended preset, with what a production server needs.

import { createServer } from "node:http";

import { postgraphile } from "postgraphile";
import { makePgService } from "postgraphile/adaptors/pg";
import { grafserv } from "postgraphile/grafserv/node";
import { PostGraphileAmberPreset } from "postgraphile/presets/amber";
import { addPgTableCondition } from "postgraphile/utils";

import { databaseUrl, poolSize, serve } from "./serving.js";

// PostGraphile's own conditions compare for equality; that a seller sees no drafts is another one.
const draftCondition = addPgTableCondition(
  { schemaName: "public", tableName: "orders" },
  "draft",
  ({ sql, graphql }) => ({
    type: graphql.GraphQLBoolean,
    apply(condition, draft) {
      const comparison = draft ? sql`=` : sql`<>`;
      condition.where(sql`${condition.alias}.status ${comparison} 'DRAFT'`);
    },
  }),
);

const preset = {
  extends: [PostGraphileAmberPreset],
  plugins: [draftCondition],
  pgServices: [
    makePgService({
      connectionString: databaseUrl,
      schemas: ["public"],
      poolConfig: { max: poolSize },
      pubsub: false,
    }),
  ],
  grafast: { explain: false },
  grafserv: {
    graphiql: false,
    watch: false,
    websockets: false,
    // Rows become JSON text without becoming an object in between.
    outputDataAsString: true,
  },
};

const pgl = postgraphile(preset);
await pgl.getSchema();

const server = createServer();
await pgl.createServ(grafserv).addTo(server);
serve(server);
