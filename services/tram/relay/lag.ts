import { laterLsn, type Lsn, zeroLsn } from './replication/lsn.ts';

/** How far a pipeline is behind, as last known: it costs no query. */
export class Lag {
  /** Messages received and not confirmed by the broker. */
  messages = 0;
  #walEnd = zeroLsn;
  #confirmed = zeroLsn;

  /** WAL between the server's end, as it last told us, and what we confirmed. */
  get bytes(): number {
    return Number(this.#walEnd - this.#confirmed);
  }

  /** There is WAL up to here. */
  seen(lsn: Lsn): void {
    this.#walEnd = laterLsn(this.#walEnd, lsn);
    if (this.#confirmed === zeroLsn) this.#confirmed = lsn;
  }

  confirmed(lsn: Lsn): void {
    this.#confirmed = laterLsn(this.#confirmed, lsn);
    this.#walEnd = laterLsn(this.#walEnd, lsn);
  }
}
