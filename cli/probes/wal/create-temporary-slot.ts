import type pg from 'pg';
import {
  type CreatedSlot,
  createSlot,
  openTransactions,
  type ReplicationConnection,
} from '../../../services/tram/index.ts';
import { StackError, toError } from '../../lib/errors.ts';

/** A new slot waits until every transaction that is open has ended; rejects with StackError that says which, after the time-out. */
export async function createTemporarySlot(
  replication: ReplicationConnection,
  db: pg.ClientBase,
  name: string,
  timeoutMs: number,
): Promise<CreatedSlot> {
  let inTheWay: readonly string[] | undefined;
  const timeout = setTimeout(() => {
    openTransactions(db)
      .then((open) => {
        inTheWay = open;
        return replication.cancel(db);
      })
      .catch(() => replication.close());
  }, timeoutMs);
  try {
    return await createSlot(replication, { name, temporary: true });
  } catch (error) {
    throw new StackError(explain(toError(error), inTheWay, timeoutMs), { cause: error });
  } finally {
    clearTimeout(timeout);
  }
}

function explain(error: Error, inTheWay: readonly string[] | undefined, timeoutMs: number): string {
  if (!inTheWay) return `PostgreSQL makes no replication slot to watch it through: ${error.message}`;
  const list = inTheWay.map((line) => `\n  ${line}`).join('');
  return `PostgreSQL made no replication slot within ${timeoutMs} ms, as these transactions are open; end them and try again:${list}`;
}
