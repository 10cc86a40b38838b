import type { TypedDocumentNode } from 'urql';
import { toast } from '../ui/Toasts';
import { useProblems } from './problems';
import { useChange } from './queries';

export interface Act<Input> {
  /** Runs the change and tells what came of it; returns whether it was done. */
  act: (input: Omit<Input, 'requestId'>, told: string) => Promise<boolean>;
  running: boolean;
}

/** A mutation behind a button. */
export function useAct<Data, Input>(mutation: TypedDocumentNode<Data, { input: Input }>): Act<Input> {
  const { run, running } = useChange(mutation);
  const { all } = useProblems();
  return {
    running,
    act: async (input, told) => {
      const problems = await run(input);
      if (problems.length > 0) toast(all(problems), 'bad');
      else toast(told);
      return problems.length === 0;
    },
  };
}
