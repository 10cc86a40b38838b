// The client whose subscriptions, whenever it connects anew, go on after the last event they brought.
// They declare `$after` and ask for the `cursor` of each event.
export function resuming(client) {
  return { ...client, subscribe };

  function subscribe(operation, sink) {
    // What is sent is read from this object each time.
    const resumed = { ...operation, variables: { ...operation.variables } };
    return client.subscribe(resumed, {
      next(result) {
        sink.next(result);
        for (const delivery of Object.values(result.data ?? {})) {
          if (delivery?.cursor) resumed.variables.after = delivery.cursor;
        }
      },
      error: (problem) => sink.error(problem),
      complete: () => sink.complete(),
    });
  }
}
