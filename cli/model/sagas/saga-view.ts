import type { Model } from '../model.ts';
import {
  instanceIdOf,
  isTerminal,
  sagaInstancesOf,
  stateOf,
  stepsOf,
  type SagaInstance,
} from './saga-instances.ts';
import { progressOf, type SagaProgress } from './saga-progress.ts';
import { scopeOf } from '../scope.ts';

export interface SagaView {
  readonly saga: string;
  readonly instance: string;
  readonly database: string;
  readonly table: string;
  /** Empty when its row is gone. */
  readonly state: string;
  readonly terminal: boolean;
  readonly history: readonly SagaState[];
  /** Of an orchestrated saga. */
  readonly progress?: SagaProgress;
}

/** A state that a commit gave it. */
export interface SagaState {
  readonly state: string;
  readonly xid: number;
  readonly lsn: string | undefined;
}

/** The sagas that these correlations touched, with all their states, whoever set them. */
export function sagaViews(model: Model, correlations: readonly string[]): readonly SagaView[] {
  return sagaInstancesOf(model, scopeOf(model, correlations).transactions).map((instance) =>
    viewOf(model, instance),
  );
}

function viewOf(model: Model, instance: SagaInstance): SagaView {
  const progress = progressOf(model, instance);
  return {
    saga: instance.saga.name,
    instance: instanceIdOf(instance),
    database: instance.history.database,
    table: instance.history.table,
    state: stateOf(model, instance) ?? '',
    terminal: isTerminal(model, instance),
    history: stepsOf(model, instance).map(({ to, event: { transaction } }) => ({
      state: to,
      xid: transaction.xid,
      lsn: transaction.lsn,
    })),
    ...(progress && { progress }),
  };
}
