import {
  instanceIdOf,
  sagaInstancesOf,
  stepsOf,
  type SagaInstance,
  type SagaStep,
} from '../sagas/saga-instances.ts';
import { commitLabel, type InvariantKind } from './invariant.ts';

/** A saga that the run touched changes its state only as declared, whoever changes it. */
export const declaredTransitions: InvariantKind<'declared-transitions'> = {
  appliesTo: ({ sagas }) => Object.keys(sagas).length > 0,
  restsOn: (probe) => probe.startsWith('wal '),
  needsEveryState: () => true,
  check({ model, scope }) {
    const instances = sagaInstancesOf(model, scope.transactions);
    const steps = instances.flatMap((instance) =>
      stepsOf(model, instance).map((step) => ({ instance, step })),
    );
    return {
      touched: instances.length > 0,
      violations: [
        ...steps.flatMap(({ instance, step }) => undeclared(instance, step)),
        ...instances.flatMap(deleted),
      ],
      unknown: steps.flatMap(({ instance, step }) => unread(instance, step)),
    };
  },
};

function undeclared(instance: SagaInstance, { from, to, event }: SagaStep): string[] {
  if (from === undefined) return [];
  const { name, states } = instance.saga;
  const allowed = from === null ? states.initial : (states.transitions[from] ?? []);
  if (allowed.includes(to)) return [];
  const change = from === null ? `begins as ${to}` : `${from} -> ${to}`;
  return [
    `${name} ${instanceIdOf(instance)}: ${change} in ${commitLabel(event.transaction)}: not declared; ` +
      `allowed: ${allowed.length > 0 ? allowed.join(', ') : 'nothing'}`,
  ];
}

function deleted(instance: SagaInstance): string[] {
  return instance.history.events
    .filter(({ change }) => change.op === 'delete')
    .map(({ transaction }) => {
      const name = `${instance.saga.name} ${instanceIdOf(instance)}`;
      return `${name}: its row was deleted in ${commitLabel(transaction)}: not declared`;
    });
}

function unread(instance: SagaInstance, { from, to, event }: SagaStep): string[] {
  if (from !== undefined) return [];
  const name = `${instance.saga.name} ${instanceIdOf(instance)}`;
  return [`${name}: the state before ${to} in ${commitLabel(event.transaction)} was not read`];
}
