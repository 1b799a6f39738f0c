import pg from 'pg';
import { sendInOrder } from '../../outbox/send-in-order.ts';
import { inTransaction } from '../../postgres/transaction.ts';

export interface Writers {
  /** Transactions that committed so far. */
  readonly committed: number;
  /** Resolves when every writer is done. Rejects with the first failure that is no lost connection. */
  readonly done: Promise<void>;
}

class ChangedMind extends Error {}

/**
 * Writers of 20 keys at the same time, `each` transactions by each; of every four, one is rolled back. A transaction
 * whose connection is lost is done once more: it may have committed, which the outbox tells.
 */
export function startWriters(
  pool: pg.Pool,
  { writers, each, topic }: { readonly writers: number; readonly each: number; readonly topic: string },
): Writers {
  const state = { committed: 0 };
  async function write(writer: number): Promise<void> {
    for (let turn = 0; turn < each; turn += 1) {
      const key = { destination: topic, partitionKey: String((writer + turn) % 20) };
      const work = inTransaction(pool, async (tx) => {
        await sendInOrder(tx, key, [{ payload: { writer, turn } }, { payload: { writer, turn } }]);
        if ((writer + turn) % 4 === 0) throw new ChangedMind('rolled back');
        state.committed += 1;
      });
      await work.catch((error: unknown) => {
        if (error instanceof ChangedMind) return;
        if (error instanceof pg.DatabaseError && !(error.code ?? '').startsWith('57P')) throw error;
        turn -= 1;
      });
    }
  }
  const done = Promise.all(Array.from({ length: writers }, (_, writer) => write(writer)));
  return {
    get committed() {
      return state.committed;
    },
    done: done.then(() => undefined),
  };
}
