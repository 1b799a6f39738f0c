import { type Cause, currentCause, runCausedBy } from '../message/cause.ts';
import { stringifyJson } from '../message/json.ts';
import { newMessageId } from '../message/message-id.ts';
import type { Transaction } from '../postgres/transaction.ts';
import { carryOut } from './carry-out.ts';
import type { SagaDefinition } from './definition.ts';
import { endSaga } from './end-saga.ts';
import { newInstance } from './instance.ts';
import { insertInstance } from './instances/insert-instance.ts';
import { readData } from './instances/instance-row.ts';

/** Resolves with the saga's id once its first steps are done and its first commands are in the outbox. */
export async function startSaga<Data>(
  tx: Transaction,
  definition: SagaDefinition<Data>,
  data: Data,
): Promise<string> {
  const id = newMessageId();
  // Where no request or message is why, the saga itself begins the chain.
  const cause: Cause = currentCause() ?? { correlationId: id, causationId: id };
  // As they will be read later: what does not survive that is told to the caller, now.
  const stored = readData(definition, id, stringifyJson(data));
  return runCausedBy(cause, async () => {
    const instance = await carryOut(tx, definition, newInstance(id, stored), { kind: 'started' });
    const { correlationId, traceparent } = cause;
    await insertInstance(tx, definition, { instance, correlationId, traceparent });
    await endSaga(tx, definition, instance);
    return id;
  });
}
