import { pathText } from './check-file.ts';
import { hint } from './nearest.ts';
import { sumsIn } from '../model/invariants/compared-sums.ts';
import type { SideDefinition, System } from './system.ts';
import type { Path } from './yaml-file.ts';

export interface DanglingName {
  readonly path: Path;
  readonly message: string;
}

/** Every name in a system file that points at nothing: a typo here would otherwise show as a hop that never comes. */
export function danglingNames(system: System): DanglingName[] {
  return [...references(system)]
    .filter(({ name, among }) => !Object.hasOwn(among, name))
    .map(({ path, kind, name, among }) => ({
      path,
      message: `${pathText(path)}: there is no ${kind} "${name}"${hint(name, Object.keys(among))}`,
    }));
}

interface Reference {
  readonly path: Path;
  readonly kind: string;
  readonly name: string;
  readonly among: Readonly<Record<string, unknown>>;
}

function* references(system: System): Generator<Reference> {
  const { databases, services, topics, views, tables } = system;
  const database = (path: Path, name: string): Reference => ({
    path,
    kind: 'database',
    name,
    among: databases,
  });
  for (const [name, { service }] of Object.entries(system.messaging)) {
    yield database(['messaging', name], name);
    yield { path: ['messaging', name, 'service'], kind: 'service', name: service, among: services };
  }
  for (const [name, consumer] of Object.entries(system.consumers)) {
    const at = ['consumers', name];
    yield { path: [...at, 'service'], kind: 'service', name: consumer.service, among: services };
    if (consumer.inbox !== undefined) yield database([...at, 'inbox'], consumer.inbox);
    for (const [index, view] of consumer.views.entries())
      yield { path: [...at, 'views', index], kind: 'view', name: view, among: views };
    for (const topic of Object.keys(consumer.handles))
      yield { path: [...at, 'handles', topic], kind: 'topic', name: topic, among: topics };
  }
  for (const [name, named] of Object.entries(tables)) {
    yield database(['tables', name], name);
    for (const [table, { request }] of Object.entries(named))
      if (request?.service !== undefined) {
        const path = ['tables', name, table, 'request', 'service'];
        yield { path, kind: 'service', name: request.service, among: services };
      }
  }
  for (const [name, { instance }] of Object.entries(system.sagas)) {
    yield* table(['sagas', name, 'instance'], instance);
  }
  for (const [name, view] of Object.entries(views))
    yield database(['views', name, 'database'], view.database);
  for (const [name, invariant] of Object.entries(system.invariants)) {
    const at = ['invariants', name];
    if (invariant.kind === 'rows-match') {
      yield* table([...at, 'every'], invariant.every);
      yield* table([...at, 'in'], invariant.in);
    }
    if (!('left' in invariant)) continue;
    yield* side([...at, 'left'], invariant.left);
    yield* side([...at, 'right'], invariant.right);
  }

  function* side(at: Path, definition: SideDefinition): Generator<Reference> {
    for (const [index, sum] of sumsIn(definition).entries())
      yield* table(Array.isArray(definition) ? [...at, index] : at, sum);
  }

  function* table(
    at: Path,
    { database: name, table }: { database: string; table: string },
  ): Generator<Reference> {
    yield database([...at, 'database'], name);
    if (Object.hasOwn(databases, name))
      yield { path: [...at, 'table'], kind: `table of ${name}`, name: table, among: tables[name] ?? {} };
  }
}
