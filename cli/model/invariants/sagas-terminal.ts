import { chainOf } from '../chain.ts';
import type { Hop } from '../hop.ts';
import { instanceIdOf, isTerminal, sagaInstancesOf, stateOf, stepsOf } from '../sagas/saga-instances.ts';
import type { SagaInstance } from '../sagas/saga-instances.ts';
import { commitLabel, type InvariantKind, type Subject } from './invariant.ts';

/** Every saga that the run touched has come to a terminal state. */
export const sagasTerminal: InvariantKind<'sagas-terminal'> = {
  appliesTo: ({ sagas }) => Object.keys(sagas).length > 0,
  restsOn: (probe) => probe.startsWith('wal '),
  needsEveryState: () => false,
  check(subject) {
    const { model, scope } = subject;
    const instances = sagaInstancesOf(model, scope.transactions);
    const open = instances.filter((instance) => !isTerminal(model, instance));
    const chain = open.length > 0 ? chainOf(model, subject.correlations) : [];
    const violations = open.flatMap((instance) => proofOf(subject, instance, chain));
    return { touched: instances.length > 0, violations, unknown: [] };
  },
};

/** Its last state, and what kept it there. */
function proofOf({ model }: Subject, instance: SagaInstance, chain: readonly Hop[]): string[] {
  const { saga } = instance;
  const id = instanceIdOf(instance);
  const state = stateOf(model, instance);
  const since = stepsOf(model, instance).at(-1)?.event.transaction;
  const when = since ? ` since ${commitLabel(since)}` : '';
  const terminal = saga.states.terminal.join(', ');
  const last = state === undefined ? 'has lost its row' : `is ${state}${when}`;
  return [`${saga.name} ${id} ${last}; terminal: ${terminal}`, ...obstacles(saga.name, id, chain)];
}

function obstacles(saga: string, instance: string, chain: readonly Hop[]): string[] {
  const roots = rootsOf(chain);
  const own = new Set(
    chain.filter(({ ref }) => ref.saga === saga && ref.instance === instance).map(({ id }) => roots.get(id)),
  );
  return chain
    .filter(({ kind, id }) => (kind === 'missing' || kind === 'parked') && own.has(roots.get(id)))
    .map(({ label }) => label);
}

/** The root of each hop, by id. Parents come before their children. */
function rootsOf(chain: readonly Hop[]): Map<string, string> {
  const roots = new Map<string, string>();
  for (const { id, cause } of chain) roots.set(id, (cause !== null && roots.get(cause)) || id);
  return roots;
}
