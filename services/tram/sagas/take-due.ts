import type pg from 'pg';
import { atPlace } from '../faults/seam.ts';
import { runCausedBy } from '../message/cause.ts';
import { toError } from '../message/errors.ts';
import { inTransaction, type Transaction } from '../postgres/transaction.ts';
import { carryOut } from './carry-out.ts';
import type { SagaDefinition } from './definition.ts';
import { endSaga } from './end-saga.ts';
import { readRow } from './instances/instance-row.ts';
import { type DueRow, lockDue } from './instances/lock-due.ts';
import { updateInstance } from './instances/update-instance.ts';

/** What became of the saga that was due longest; undefined: none was due, or others have what was. */
export type TakenDue = { readonly id: string; readonly type: string; readonly error?: Error } | undefined;

/** Does what one saga's time asks for, in one transaction; an error leaves it due. `except`: ids of sagas to pass over. */
export async function takeDue(
  pool: pg.Pool,
  definitions: ReadonlyMap<string, SagaDefinition<unknown>>,
  except: readonly string[],
): Promise<TakenDue> {
  let due: DueRow | undefined;
  try {
    // Faults know it by the local steps that are done here.
    return await atPlace({ names: [], subject: {} }, () =>
      inTransaction(pool, async (tx) => {
        due = await lockDue(tx, [...definitions.keys()], except);
        const definition = due && definitions.get(due.saga_type);
        if (!due || !definition) return undefined;
        await moveOn(tx, definition, due);
        return { id: due.saga_id, type: due.saga_type };
      }),
    );
  } catch (thrown) {
    if (!due) throw thrown;
    return { id: due.saga_id, type: due.saga_type, error: toError(thrown) };
  }
}

async function moveOn(tx: Transaction, definition: SagaDefinition<unknown>, due: DueRow): Promise<void> {
  const { instance: before, correlationId, traceparent, nowMs } = readRow(definition, due);
  const causationId = before.lastRequest ?? before.id;
  const cause = { correlationId, causationId, ...(traceparent !== undefined && { traceparent }) };
  await runCausedBy(cause, async () => {
    const instance = await carryOut(tx, definition, before, { kind: 'time' }, nowMs);
    await updateInstance(tx, definition, instance);
    await endSaga(tx, definition, instance);
  });
}
