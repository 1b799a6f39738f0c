/** Counts the bytes of requests over all connections. */
export class ByteBudget {
  readonly #limit: number;
  #used = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  change(bytes: number): void {
    this.#used += bytes;
  }

  get exceeded(): boolean {
    return this.#used > this.#limit;
  }
}
