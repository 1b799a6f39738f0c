import { laterLsn, type Lsn, zeroLsn } from './replication/lsn.ts';

/** A transaction received, as far as its messages are confirmed by the broker. */
export interface PendingTransaction {
  readonly xid: number;
  /** Null until its commit message has come. */
  readonly end: Lsn | null;
  /** Its messages received and not confirmed yet. */
  readonly unconfirmed: number;
}

interface Entry {
  readonly xid: number;
  end: Lsn | null;
  unconfirmed: number;
}

/**
 * What may be acknowledged to the slot: the exact end of the last commit of which, and of all commits before which,
 * every message is confirmed. A transaction is pending from the moment it is received, not from when it is sent.
 */
export class Acknowledgements {
  /** In commit order, which is the order received. */
  readonly #pending = new Set<Entry>();
  #open: Entry | undefined;
  #safe = zeroLsn;
  #unconfirmed = 0;

  get safe(): Lsn {
    return this.#safe;
  }

  /** Messages received and not confirmed. */
  get unconfirmed(): number {
    return this.#unconfirmed;
  }

  begin(xid: number): PendingTransaction {
    this.#open = { xid, end: null, unconfirmed: 0 };
    this.#pending.add(this.#open);
    return this.#open;
  }

  message(): PendingTransaction {
    const open = this.#opened('message');
    open.unconfirmed += 1;
    this.#unconfirmed += 1;
    return open;
  }

  commit(end: Lsn): PendingTransaction {
    const open = this.#opened('commit');
    open.end = end;
    this.#open = undefined;
    this.#advance();
    return open;
  }

  /** One message of `transaction` is done with. */
  confirm(transaction: PendingTransaction): void {
    const entry = transaction as Entry;
    entry.unconfirmed -= 1;
    this.#unconfirmed -= 1;
    if (entry.unconfirmed === 0) this.#advance();
  }

  /** A keepalive: all that commits before `lsn` has been received. It counts once those before it are confirmed. */
  walEnd(lsn: Lsn): void {
    if (this.#open) return;
    this.#pending.add({ xid: 0, end: lsn, unconfirmed: 0 });
    this.#advance();
  }

  #opened(what: string): Entry {
    if (!this.#open) throw new TypeError(`A ${what} came outside of a transaction`);
    return this.#open;
  }

  #advance(): void {
    for (const entry of this.#pending) {
      if (entry.end === null || entry.unconfirmed > 0) return;
      this.#safe = laterLsn(this.#safe, entry.end);
      this.#pending.delete(entry);
    }
  }
}
