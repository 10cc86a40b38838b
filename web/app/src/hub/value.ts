import { useSyncExternalStore } from 'react';

/** A value that components follow and anybody may replace. */
export class Value<Content> {
  #content: Content;
  readonly #listeners = new Set<() => void>();

  constructor(content: Content) {
    this.#content = content;
  }

  get = (): Content => this.#content;

  set = (content: Content): void => {
    this.#content = content;
    for (const tell of this.#listeners) tell();
  };

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
}

/** What the value holds; the component renders again when it is replaced. */
export function useValue<Content>(value: Value<Content>): Content {
  return useSyncExternalStore(value.subscribe, value.get);
}
