import { rowAt } from '../../model/indexes/tables.ts';
import type { Model } from '../../model/model.ts';
import type { TransactionFact } from '../../model/observation.ts';
import { place } from '../../model/roles.ts';
import { instanceIdOf, type SagaInstance } from '../../model/saga-instances.ts';

/** Every saga instance that was seen to change. */
export interface SagaLog {
  /** In the order in which they were first seen. */
  readonly sagas: LoggedSaga[];
  /** By name of the saga and id of the instance. */
  readonly byName: Map<string, LoggedSaga>;
}

export interface LoggedSaga {
  readonly model: Model;
  readonly instance: SagaInstance;
  /** Place in the list. */
  readonly index: number;
  /** Of the last change. */
  seq: number;
}

export function createSagaLog(): SagaLog {
  return { sagas: [], byName: new Map() };
}

/** To be called when the model has folded the transaction. */
export function logSagas(
  { sagas, byName }: SagaLog,
  model: Model,
  { database, changes, seq }: TransactionFact & { seq: number },
): void {
  for (const { table: name, key } of changes) {
    const table = model.tables.get(place(database, name));
    const history = table && rowAt(table, key);
    if (!history) continue;
    for (const saga of model.roles.sagas.get(place(database, name)) ?? []) {
      const instance = { saga, history };
      const title = `${saga.name}/${instanceIdOf(instance)}`;
      const known = byName.get(title);
      if (known) known.seq = seq;
      else {
        const logged = { model, instance, index: sagas.length, seq };
        byName.set(title, logged);
        sagas.push(logged);
      }
    }
  }
}
