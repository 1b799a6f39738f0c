import { sagaChanges, type StateChanges } from '../../model/changes/saga-changes.ts';
import { instanceIdOf, sagaInstancesOf } from '../../model/sagas/saga-instances.ts';
import { scopeOf } from '../../model/scope.ts';
import type { SelectedScenario } from '../select-hops.ts';

/** A saga of a scenario, and what each of its states changed. */
export interface ToldSaga {
  readonly saga: string;
  readonly instance: string;
  readonly states: readonly Omit<StateChanges, 'event'>[];
}

/** The sagas that the hops tell of, in the order of their first change. */
export function toldChanges({ scenario, hops }: SelectedScenario): ToldSaga[] {
  const { model, chainSource } = scenario;
  const wanted = new Set(
    hops.flatMap(({ kind, ref }) => (kind === 'saga' ? [`${ref.saga ?? ''} ${ref.instance ?? ''}`] : [])),
  );
  return sagaInstancesOf(model, scopeOf(model, chainSource.correlations).transactions)
    .map((each) => ({
      saga: each.saga.name,
      instance: instanceIdOf(each),
      states: sagaChanges(model, each).map(({ from, to, commits }) => ({ from, to, commits })),
    }))
    .filter(({ saga, instance }) => wanted.has(`${saga} ${instance}`));
}
