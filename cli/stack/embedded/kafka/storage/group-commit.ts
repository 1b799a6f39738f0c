/** A file with bytes that wait to be written. Neither method may throw. */
export interface Flushable {
  /** Writes what waits. */
  flush(): void;
  /** Tells those who wait for it; called when all files of the turn are written. */
  settle(): void;
}

/**
 * Gathers what arrives in one turn of the event loop, so that each file is written once a turn however many requests
 * it takes. The write is synchronous: it goes to the page cache, costs microseconds, and nothing can come in between.
 */
export class GroupCommit {
  readonly #dirty = new Set<Flushable>();
  #scheduled: NodeJS.Immediate | undefined;

  schedule(file: Flushable): void {
    this.#dirty.add(file);
    this.#scheduled ??= setImmediate(() => this.flush());
  }

  /** Writes at once: at the stop. */
  flush(): void {
    clearImmediate(this.#scheduled);
    this.#scheduled = undefined;
    const files = [...this.#dirty];
    this.#dirty.clear();
    for (const file of files) file.flush();
    for (const file of files) file.settle();
  }
}
