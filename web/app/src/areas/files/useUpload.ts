import { useState } from 'react';
import { useClient, type Client, type TypedDocumentNode } from 'urql';
import { ENDPOINT } from '../../hub/session';
import type { FileKind } from '../../hub/graph.generated';
import { problemsOf, type Problem } from '../../hub/queries';
import { newUuid } from '../../hub/uuid';
import { CompleteUploadDocument, RequestUploadDocument, SentFileDocument, type SentFileQuery } from './files.generated';

export type SentFile = NonNullable<SentFileQuery['file']>;

/** How often it is asked whether a file is ready. */
const LOOK_MILLISECONDS = 700;

export interface Upload {
  /** Sends a file, or all pictures of a spin; brings it once it can be shown, null where it cannot. */
  send: (kind: FileKind, parts: readonly File[]) => Promise<SentFile | null>;
  /** How much of it has been sent, from 0 to 1; null while nothing is. */
  share: number | null;
  problems: readonly Problem[];
}

/** What sends files to where the hub says, and waits until they are ready to be shown. */
export function useUpload(): Upload {
  const client = useClient();
  const [share, setShare] = useState<number | null>(null);
  const [problems, setProblems] = useState<readonly Problem[]>([]);

  async function send(kind: FileKind, parts: readonly File[]): Promise<SentFile | null> {
    setProblems([]);
    setShare(0);
    try {
      return await sent(client, kind, parts, setShare);
    } catch (error) {
      setProblems(error instanceof Refusal ? error.problems : [{ code: 'OFFLINE', message: String(error) }]);
      return null;
    } finally {
      setShare(null);
    }
  }

  return { send, share, problems };
}

class Refusal extends Error {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map(({ message }) => message).join(' '));
    this.problems = problems;
  }
}

async function sent(
  client: Client,
  kind: FileKind,
  parts: readonly File[],
  tell: (share: number) => void,
): Promise<SentFile> {
  const byteCount = parts.reduce((sum, { size }) => sum + size, 0);
  const asked = await change(client, RequestUploadDocument, {
    kind,
    name: parts[0]!.name.slice(-200),
    byteCount,
    parts: parts.length,
  });
  const { file, addresses } = asked.requestUpload;
  let before = 0;
  for (const [place, part] of parts.entries()) {
    await put(new URL(addresses![place]!, ENDPOINT), part, (bytes) => tell((before + bytes) / byteCount));
    before += part.size;
  }
  await change(client, CompleteUploadDocument, { fileId: file!.id });
  return ready(client, file!.id);
}

async function change<Data, Input extends object>(
  client: Client,
  document: TypedDocumentNode<Data, { input: Input }>,
  said: Omit<Input, 'requestId'>,
): Promise<Data> {
  const input = { ...said, requestId: newUuid() } as unknown as Input;
  const { data, error } = await client.mutation(document, { input }).toPromise();
  if (error) throw new Refusal(problemsOf(error));
  const [payload] = Object.values(data as object) as { errors: readonly Problem[] }[];
  if (payload!.errors.length > 0) throw new Refusal(payload!.errors);
  return data as Data;
}

/** `fetch` does not tell how far it has come. */
function put(address: URL, content: File, tell: (bytes: number) => void): Promise<void> {
  return new Promise((done, fail) => {
    const request = new XMLHttpRequest();
    request.open('PUT', address);
    request.upload.onprogress = ({ loaded }) => tell(loaded);
    request.onload = () =>
      request.status < 300 ? done() : fail(new Error(`${request.status} ${request.responseText.slice(0, 200)}`));
    request.onerror = () => fail(new Error('The connection broke off.'));
    request.send(content);
  });
}

async function ready(client: Client, id: string): Promise<SentFile> {
  for (;;) {
    const { data, error } = await client.query(SentFileDocument, { id }, { requestPolicy: 'network-only' }).toPromise();
    if (error) throw new Refusal(problemsOf(error));
    const file = data?.file;
    if (file?.status === 'READY') return file;
    if (file?.status === 'REFUSED') throw new Refusal([{ code: 'NOT_ACCEPTED', message: file.reason ?? '' }]);
    await new Promise((resolve) => setTimeout(resolve, LOOK_MILLISECONDS));
  }
}
