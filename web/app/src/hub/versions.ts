/** Which version of each row was seen last, by the row's id. A row's versions only ever grow. */
export class Versions {
  readonly #newest = new Map<string, number>();

  /**
   * Remembers the versions of the rows in an answer.
   *
   * Returns whether the answer is stale: has a row that was known in a newer version.
   */
  see(answer: unknown): boolean {
    let stale = false;
    this.#walk(answer, (id, version) => {
      const known = this.#newest.get(id);
      if (known !== undefined && version < known) stale = true;
      else this.#newest.set(id, version);
    });
    return stale;
  }

  #walk(part: unknown, saw: (id: string, version: number) => void): void {
    if (typeof part !== 'object' || part === null) return;
    const { id, version } = part as { id?: unknown; version?: unknown };
    if (typeof id === 'string' && typeof version === 'number' && !isEvent(id)) saw(id, version);
    for (const value of Object.values(part)) this.#walk(value, saw);
  }
}

/** An event tells the version that its row had then; its own never changes. */
function isEvent(id: string): boolean {
  return /^\w+Event:/.test(id);
}
