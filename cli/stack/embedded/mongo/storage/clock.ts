/** BSON timestamps: seconds since the epoch in the high 32 bits, a counter in the low ones. They never go back. */
export class Clock {
  #last = 0n;

  /**
   * Goes past all that a process before this one may have told without writing it down, in this very second too: the
   * counter begins with the milliseconds, and nobody makes four million changes in one.
   */
  begin(): void {
    const now = Date.now();
    const counter = ((now % 1000) + 1) * 4_000_000;
    this.atLeast((BigInt(Math.floor(now / 1000)) << 32n) | BigInt(counter));
  }

  get last(): bigint {
    return this.#last;
  }

  next(): bigint {
    const now = BigInt(Math.floor(Date.now() / 1000)) << 32n;
    this.#last = now > this.#last ? now | 1n : this.#last + 1n;
    return this.#last;
  }

  /** A timestamp read from disk: later ones must be greater. */
  atLeast(ts: bigint): void {
    if (ts > this.#last) this.#last = ts;
  }
}
