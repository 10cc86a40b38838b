import { readLanguage } from './reading';
import { accessToken, ENDPOINT } from './session';
import type { Problem } from './queries';

export type FileFormat = 'csv' | 'xlsx';

/** What `Accept` says for each; the mark that `bom` asks for is what spreadsheets know UTF-8 by. */
const MEDIA: Record<FileFormat, string> = {
  csv: 'text/csv;bom=1',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/**
 * Has the hub write all rows of one list into a file, and saves it.
 *
 * `query` asks for one list, and of that for `nodes`. Returns what is wrong with it; nothing, when the file is saved.
 */
export async function saveFile(
  query: string,
  variables: Readonly<Record<string, unknown>>,
  name: string,
  format: FileFormat,
  signal?: AbortSignal,
): Promise<readonly Problem[]> {
  const token = await accessToken();
  const response = await fetch(ENDPOINT, {
    method: 'POST',
    headers: {
      accept: MEDIA[format],
      'accept-language': readLanguage(),
      'content-type': 'application/json',
      ...(token ? { authorization: `Bearer ${token}` } : {}),
    },
    body: JSON.stringify({ query, variables }),
    ...(signal && { signal }),
  }).catch((reason: Error) => reason);
  if (response instanceof Error) return signal?.aborted ? [] : [{ code: 'OFFLINE', message: response.message }];
  if (!response.ok) {
    const { errors = [] } = (await response.json()) as {
      errors?: { message: string; extensions?: { code?: string } }[];
    };
    return errors.map(({ message, extensions }) => ({ code: extensions?.code ?? 'INTERNAL', message }));
  }
  const whole = await response.blob().catch((reason: Error) => reason);
  if (whole instanceof Error) return signal?.aborted ? [] : [{ code: 'OFFLINE', message: whole.message }];
  save(whole, `${name}.${format}`);
  return [];
}

function save(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1_000);
}

/** Where GraphiQL shows an operation, ready to be run. Behind `#`: what is asked is nobody's log's. */
export function graphiqlAddress(query: string, variables: Readonly<Record<string, unknown>>): string {
  const parameters = new URLSearchParams({ query, variables: JSON.stringify(variables, null, 2) });
  return `/graphql#${parameters.toString()}`;
}
