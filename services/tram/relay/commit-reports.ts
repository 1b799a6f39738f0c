import type { PendingTransaction } from './acknowledge.ts';
import type { Lsn } from './replication/lsn.ts';

/** A report names where its commit ends, which is known last: messages of a large transaction are published before that. */
export class CommitReports {
  readonly #held = new Map<PendingTransaction, ((end: Lsn) => void)[]>();

  add(transaction: PendingTransaction, report: (end: Lsn) => void): void {
    if (transaction.end !== null) return report(transaction.end);
    const held = this.#held.get(transaction);
    if (held) held.push(report);
    else this.#held.set(transaction, [report]);
  }

  committed(transaction: PendingTransaction): void {
    const held = this.#held.get(transaction) ?? [];
    this.#held.delete(transaction);
    if (transaction.end !== null) for (const report of held) report(transaction.end);
  }
}
