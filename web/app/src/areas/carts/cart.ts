import { useEffect, useRef } from 'react';
import type { AnyVariables, TypedDocumentNode } from 'urql';
import { useAnswer, useChange, type Answer, type Change } from '../../hub/queries';
import { useValue, Value } from '../../hub/value';

/** Counts the changes of the cart, and of the wishes, that were made here. */
const changes = new Value(0);

/** What is known of the cart; asked for anew after each change of it that was made here. */
export function useCart<Data, Variables extends AnyVariables>(
  query: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  options: { pause?: boolean } = {},
): Answer<Data> {
  const answer = useAnswer(query, variables, options);
  const now = useValue(changes);
  const before = useRef(now);
  const { reload } = answer;
  useEffect(() => {
    if (before.current === now) return;
    before.current = now;
    reload();
  }, [now, reload]);
  return answer;
}

export function useCartChange<Data, Input>(mutation: TypedDocumentNode<Data, { input: Input }>): Change<Input, Data> {
  return useChange(mutation, () => changes.set(changes.get() + 1));
}
