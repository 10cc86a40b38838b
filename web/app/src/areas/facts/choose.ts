import type { DocumentNode, FieldNode, SelectionNode, SelectionSetNode } from 'graphql';

/**
 * The document of facts with nothing in it but what was chosen.
 *
 * `chosen` are the fields of `nodes`; `before` and `others` have of them what they know. `alone` leaves out whatever
 * is not a row, as a file wants it.
 */
export function chooseFields(document: DocumentNode, chosen: ReadonlySet<string>, alone: boolean): DocumentNode {
  function prune(selections: SelectionSetNode, depth: 'list' | 'row'): SelectionSetNode {
    return { ...selections, selections: selections.selections.flatMap((one) => pruned(one, depth)) };
  }
  function pruned(one: SelectionNode, depth: 'list' | 'row'): readonly SelectionNode[] {
    if (one.kind !== 'Field') return [one];
    const name = one.name.value;
    if (depth === 'list') {
      if (alone && name !== 'nodes') return [];
      return [one.selectionSet ? { ...one, selectionSet: prune(one.selectionSet, 'row') } : one];
    }
    if (!chosen.has(name)) return [];
    if (name !== 'before') return [one];
    return [{ ...one, selectionSet: prune(one.selectionSet!, 'row') }];
  }
  return {
    kind: document.kind,
    definitions: document.definitions.map((definition) => {
      if (definition.kind !== 'OperationDefinition') return definition;
      const [list] = definition.selectionSet.selections as readonly FieldNode[];
      const narrowed = { ...list!, selectionSet: prune(list!.selectionSet!, 'list') };
      return { ...definition, selectionSet: { ...definition.selectionSet, selections: [narrowed] } };
    }),
  };
}
