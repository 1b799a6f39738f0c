import { rowAt } from '../../model/indexes/tables.ts';
import type { Model } from '../../model/model.ts';
import type { TransactionFact } from '../../model/observation.ts';
import { place } from '../../model/roles.ts';
import { instanceIdOf, isTerminal, sagasOfRow, type SagaInstance } from '../../model/sagas/saga-instances.ts';

/** Every saga instance that was seen to change. */
export interface SagaLog {
  /** In the order in which they were first seen. */
  readonly sagas: LoggedSaga[];
  /** By name of the saga and id of the instance. */
  readonly byName: Map<string, LoggedSaga>;
  /** How many are in no terminal state. */
  open: number;
}

export interface LoggedSaga {
  /** Of the last change, as a lab that is watched anew has another. */
  readonly model: Model;
  readonly instance: SagaInstance;
  /** Place in the list. */
  readonly index: number;
  open: boolean;
  /** Of the last change. */
  seq: number;
}

export function createSagaLog(): SagaLog {
  return { sagas: [], byName: new Map(), open: 0 };
}

/** To be called when the model has folded the transaction. */
export function logSagas(
  log: SagaLog,
  model: Model,
  { database, changes, seq }: TransactionFact & { seq: number },
): void {
  for (const { table: name, key } of changes) {
    const table = model.tables.get(place(database, name));
    const history = table && rowAt(table, key);
    if (!history) continue;
    for (const saga of sagasOfRow(model, history)) {
      const instance = { saga, history };
      const logged = loggedAs(log, model, instance);
      const open = !isTerminal(model, instance);
      if (open !== logged.open) log.open += open ? 1 : -1;
      Object.assign(logged, { model, instance, open, seq });
    }
  }
}

function loggedAs({ sagas, byName }: SagaLog, model: Model, instance: SagaInstance): LoggedSaga {
  const title = sagaTitle(instance.saga.name, instanceIdOf(instance));
  const known = byName.get(title);
  if (known) return known;
  const logged = { model, instance, index: sagas.length, open: false, seq: 0 };
  byName.set(title, logged);
  sagas.push(logged);
  return logged;
}

/** How `byName` calls an instance. */
export function sagaTitle(saga: string, instance: string): string {
  return `${saga}/${instance}`;
}
