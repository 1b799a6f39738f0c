import { CommandError } from '../errors.ts';
import type { Doc } from '../value/value.ts';
import type { RememberedWrite } from './change.ts';

const maxSessions = 10_000;

interface LastTransaction {
  readonly txnNumber: bigint;
  readonly results: Map<number, Doc>;
}

/** The last retryable write of each session, the longest unused forgotten first. */
export class RememberedWrites {
  readonly #sessions = new Map<string, LastTransaction>();

  /** The result of this statement if it was already done. Throws TransactionTooOld for a number that has passed. */
  find(session: string, txnNumber: bigint, statement: number): Doc | undefined {
    const last = this.#sessions.get(session);
    if (last === undefined || txnNumber > last.txnNumber) return undefined;
    if (txnNumber < last.txnNumber)
      throw new CommandError(
        'TransactionTooOld',
        `Retryable write with txnNumber ${txnNumber} is prohibited on session because a newer retryable write with txnNumber ${last.txnNumber} has already started on this session.`,
      );
    return last.results.get(statement);
  }

  add({ session, txnNumber, statement, result }: RememberedWrite): void {
    const last = this.#sessions.get(session);
    const current = last?.txnNumber === txnNumber ? last : { txnNumber, results: new Map<number, Doc>() };
    current.results.set(statement, result);
    this.#sessions.delete(session);
    this.#sessions.set(session, current);
    if (this.#sessions.size > maxSessions) this.forget(this.#sessions.keys().next().value ?? session);
  }

  forget(session: string): void {
    this.#sessions.delete(session);
  }

  *all(): Generator<RememberedWrite> {
    for (const [session, { txnNumber, results }] of this.#sessions)
      for (const [statement, result] of results) yield { session, txnNumber, statement, result };
  }
}
