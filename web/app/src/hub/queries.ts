import { useCallback, useEffect, useRef, useState } from 'react';
import { useMutation, useQuery, type AnyVariables, type CombinedError, type TypedDocumentNode } from 'urql';
import { onFeedEvent, epoch, type FeedEvent } from './feed';
import { newUuid } from './uuid';
import { useValue } from './value';

export interface Answer<Data> {
  data: Data | undefined;
  error: CombinedError | undefined;
  fetching: boolean;
  /** What of the answer is empty because it is not the viewer's to see. */
  withheld: readonly Withheld[];
  /** Asks the hub anew. */
  reload: () => void;
}

/** A value that the hub keeps back, and the rule by which it does, in both languages. */
export interface Withheld {
  path: readonly (string | number)[];
  rule: string;
  ruleZh: string;
}

const NOTHING: readonly Withheld[] = [];

interface Options {
  pause?: boolean;
  /** Which deliveries of the feeds change the answer by more than the rows in it: it is asked for anew then. */
  staleAfter?: (event: FeedEvent) => boolean;
  /** How long after the last of such deliveries; longer for what is costly to work out. */
  burstMilliseconds?: number;
}

/** Events come in bursts: an order that ships moves stock, and raises or ends alerts. */
const BURST_MILLISECONDS = 120;

/**
 * A query's answer, first from what is known and then from the hub.
 *
 * The rows in it follow the feeds by themselves.
 */
export function useAnswer<Data, Variables extends AnyVariables>(
  query: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  { pause = false, staleAfter, burstMilliseconds = BURST_MILLISECONDS }: Options = {},
): Answer<Data> {
  const [{ data, error, fetching, extensions }, execute] = useQuery({ query, variables, pause });
  const reload = useCallback(() => execute({ requestPolicy: 'network-only' }), [execute]);

  const now = useValue(epoch);
  const before = useRef(now);
  useEffect(() => {
    if (before.current === now || pause) return;
    before.current = now;
    reload();
  }, [now, pause, reload]);

  const isStale = useRef(staleAfter);
  useEffect(() => {
    isStale.current = staleAfter;
  });
  const follows = staleAfter !== undefined && !pause;
  useEffect(() => {
    if (!follows) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = onFeedEvent((event) => {
      if (!isStale.current?.(event)) return;
      clearTimeout(timer);
      timer = setTimeout(reload, burstMilliseconds);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [follows, reload, burstMilliseconds]);

  const withheld = (extensions?.['withheld'] as readonly Withheld[] | undefined) ?? NOTHING;
  return { data, error, fetching, withheld, reload };
}

export interface Problem {
  code: string;
  message: string;
}

interface Payload {
  errors: readonly Problem[];
}

export interface Change<Input, Data = unknown> {
  /** Runs the change; returns its problems, none of them when it was done, which `then` hears the answer of. */
  run: (input: Omit<Input, 'requestId'>, then?: (data: Data) => void) => Promise<readonly Problem[]>;
  running: boolean;
}

/** A mutation with one input. What was sent and not answered is sent again with the same request id: done once at most. */
export function useChange<Data, Input>(
  mutation: TypedDocumentNode<Data, { input: Input }>,
  done?: (data: Data) => void,
): Change<Input, Data> {
  const [, execute] = useMutation(mutation);
  const [running, setRunning] = useState(false);

  async function run(input: Omit<Input, 'requestId'>, then?: (data: Data) => void): Promise<readonly Problem[]> {
    setRunning(true);
    const variables = { input: { ...input, requestId: newUuid() } as Input };
    let result = await execute(variables);
    if (result.error?.networkError && !result.error.response) result = await execute(variables);
    setRunning(false);
    if (result.error) return problemsOf(result.error);
    const [payload] = Object.values(result.data ?? {}) as (Payload | undefined)[];
    if (payload && payload.errors.length > 0) return payload.errors;
    if (result.data) {
      done?.(result.data);
      then?.(result.data);
    }
    return [];
  }

  return { run, running };
}

export function problemsOf(error: CombinedError): Problem[] {
  if (error.networkError) return [{ code: 'OFFLINE', message: error.networkError.message }];
  return error.graphQLErrors.map(({ message, extensions }) => ({
    code: typeof extensions['code'] === 'string' ? extensions['code'] : 'INTERNAL',
    message,
  }));
}
