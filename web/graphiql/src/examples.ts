/**
 * Ready-made operations, one a file in `web/examples`, bundled when the page is built.
 *
 * A file begins with comments that are for this page and are not shown in the editor:
 *
 *     # roles: BRAND RETAILER             whom it is for
 *     # title: Confirm an order           what it does
 *     # find: { orders { nodes { id } } } optional: a query that is run when the example is opened
 *     # variables: {"id": "{{orders.nodes.0.id}}"}   optional: {{path}} is looked up in what was found
 */
export interface Example {
  roles: readonly Role[];
  title: string;
  find: string | null;
  variables: string | null;
  query: string;
}

export const ROLES = [
  'ANONYMOUS',
  'SUPPLIER',
  'BRAND',
  'RETAILER',
  'CONSUMER',
  'JEWELLER',
  'BOUTIQUE',
  'COLLECTOR',
  'OPERATOR',
] as const;

export type Role = (typeof ROLES)[number];

const FILES = import.meta.glob<string>('../examples/*.graphql', { eager: true, query: '?raw', import: 'default' });
const REMARK = /^# (roles|title|find|variables): (.*)\n/;
const PLACEHOLDER = /^\{\{([\w.]+)\}\}$/;

/** In the order of the file names. */
export const EXAMPLES: readonly Example[] = Object.entries(FILES)
  .toSorted(([one], [other]) => one.localeCompare(other))
  .map(([, text]) => read(text));

function read(text: string): Example {
  const remarks: Record<string, string> = {};
  let query = text;
  for (let remark = REMARK.exec(query); remark; remark = REMARK.exec(query)) {
    remarks[remark[1]!] = remark[2]!;
    query = query.slice(remark[0].length);
  }
  return {
    roles: (remarks['roles'] ?? '').split(' ') as Role[],
    title: remarks['title'] ?? '',
    find: remarks['find'] ?? null,
    variables: remarks['variables'] ?? null,
    query: query.trim(),
  };
}

/** The variables as the editor shows them; a placeholder that nothing was found for stays, for the reader to fill in. */
export function variablesWith(variables: string, found: unknown): string {
  const filled: unknown = JSON.parse(variables, (_key, value: unknown) => {
    const path = typeof value === 'string' && PLACEHOLDER.exec(value)?.[1];
    return path ? (lookUp(found, path.split('.')) ?? value) : value;
  });
  return JSON.stringify(filled, null, 2);
}

function lookUp(found: unknown, path: string[]): unknown {
  return path.reduce<unknown>((part, key) => (part as Record<string, unknown> | null | undefined)?.[key], found);
}
