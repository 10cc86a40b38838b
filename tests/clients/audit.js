// Asks the hub everything that graphql-http's audits of servers ask, and prints what each found.
import { auditServer } from 'graphql-http';

const results = await auditServer({ url: process.env.HUB_URL });
for (const { id, name, status, reason } of results) {
  console.log(JSON.stringify({ id, name, status, reason }));
}
