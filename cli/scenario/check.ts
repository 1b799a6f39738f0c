import { InvalidFileError } from '../systems/invalid-file.ts';
import { eventTypesOf } from '../systems/event-types.ts';
import { editDistance, hint } from '../systems/nearest.ts';
import type { System } from '../systems/system.ts';
import type { Path } from '../systems/yaml-file.ts';
import { faultProblems } from './faults/check-faults.ts';
import { parseJsonPath } from '../lib/json-path.ts';
import type { LoadedScenario } from './load.ts';
import type { Expectation, Scenario } from './schema.ts';
import { methods, type Capture, type Eventually } from './schema-parts.ts';
import { drives, type Publish, type Step } from './step-schema.ts';
import { generators, mentioned } from './variables.ts';
import { isRouted } from './steps/routed-headers.ts';

export interface Problem {
  readonly path: Path;
  readonly message: string;
}

/**
 * Everything about a scenario that can be wrong before it runs: names the system does not have, variables that nobody
 * has set yet, JSON paths that are none.
 * @throws InvalidFileError naming file, line and the nearest right name
 */
export function checkScenario(loaded: LoadedScenario, system: System, given: Iterable<string> = []): void {
  const problems = [...problemsOf(loaded.scenario, system, given)];
  if (problems.length === 0) return;
  throw new InvalidFileError(problems.map(({ path, message }) => `${loaded.yaml.at(path)}: ${message}`));
}

function* problemsOf(scenario: Scenario, system: System, given: Iterable<string>): Generator<Problem> {
  const known = new Set([...Object.keys(generators), ...Object.keys(scenario.vars), ...given]);
  yield* unknownVariables(scenario.vars, ['vars'], new Set([...Object.keys(generators), ...given]));
  for (const [index, step] of scenario.steps.entries()) {
    const at = ['steps', index];
    const { capture, ...rest } = step;
    yield* unknownVariables({ ...rest, eventually: undefined }, at, known);
    for (const method of methods) yield* unknownService(step[method], [...at, method], system);
    yield* driven(step, at, system);
    yield* captures(capture, [...at, 'capture'], known);
    if (step.eventually !== undefined) yield* polled(step.eventually, [...at, 'eventually'], system, known);
  }
  for (const [index, expectation] of scenario.expect.entries()) {
    yield* expected(expectation, ['expect', index], system, known);
  }
  for (const [index, fault] of scenario.faults.entries())
    yield* faultProblems(fault, ['faults', index], system);
  if (Array.isArray(scenario.invariants)) {
    for (const [index, name] of scenario.invariants.entries())
      yield* unknownName('invariant', name, system.invariants, ['invariants', index]);
  }
}

function* expected(
  expectation: Expectation,
  at: Path,
  system: System,
  known: Set<string>,
): Generator<Problem> {
  const { eventually, events, rows, view } = expectation;
  yield* unknownVariables({ events, rows, view }, at, known);
  if (eventually !== undefined) yield* polled(eventually, [...at, 'eventually'], system, known);
  for (const [index, type] of (events ?? []).entries())
    yield* misspeltEvent(type, [...at, 'events', index], system);
  if (rows !== undefined) {
    yield* unknownName('database', rows.database, system.databases, [...at, 'rows', 'database']);
    if (Object.hasOwn(system.databases, rows.database)) {
      // Of a table that nobody watches no row is ever seen, which is no proof that there is none.
      const tables = system.tables[rows.database] ?? {};
      yield* unknownName(`table of ${rows.database}`, rows.table, tables, [...at, 'rows', 'table']);
    }
  }
  if (view !== undefined) {
    const collections = Object.fromEntries(
      Object.values(system.views).map(({ collection }) => [collection, true]),
    );
    yield* unknownName('collection', view.collection, collections, [...at, 'view', 'collection']);
  }
}

/** Steps that drive the stack: each names a process, an event or a topic. */
function* driven(step: Step, at: Path, system: System): Generator<Problem> {
  const processes = processesOf(system);
  for (const drive of drives) {
    const name = step[drive];
    if (name !== undefined) yield* unknownName('process', name, processes, [...at, drive]);
  }
  if (step.redeliver !== undefined) yield* misspeltEvent(step.redeliver, [...at, 'redeliver'], system);
  if (step.publish !== undefined) yield* published(step.publish, [...at, 'publish'], system);
}

function* published(
  { topic, event, command, reply, partition }: Publish,
  at: Path,
  system: System,
): Generator<Problem> {
  yield* unknownName('topic', topic, system.topics, [...at, 'topic']);
  for (const [field, type] of Object.entries({ event, command, reply })) {
    if (type === undefined) continue;
    yield* misspeltEvent(type, [...at, field], system);
    if (!hasEventuate(system) && !(field === 'event' && isRouted(system, topic)))
      yield {
        path: [...at, field],
        message: `${field} makes a message in the form of Eventuate Tram, which ${system.name} does not have; write headers and json as a record of its own has them`,
      };
  }
  const partitions = system.topics[topic]?.partitions ?? Infinity;
  if (partition !== undefined && partition >= partitions)
    yield {
      path: [...at, 'partition'],
      message: `${topic} has no partition ${partition}; it has ${partitions}, counted from 0`,
    };
}

/** A system whose file says nothing of messages may still hear them. */
function hasEventuate({ messaging }: System): boolean {
  const mappings = Object.values(messaging).map(({ mapping }) => mapping);
  return mappings.length === 0 || mappings.includes('eventuate');
}

/** An event that nobody handles is not in the system file: only what looks like a slip is refused. */
function* misspeltEvent(type: string, path: Path, system: System): Generator<Problem> {
  const types = eventTypesOf(system);
  const meant = types.includes(type) ? undefined : types.find((known) => editDistance(type, known) <= 2);
  if (meant !== undefined) yield { path, message: `there is no message "${type}"; did you mean "${meant}"?` };
}

export function* polled(
  { capture, ...rest }: Eventually,
  at: Path,
  system: System,
  known: Set<string>,
): Generator<Problem> {
  yield* unknownVariables(rest, at, known);
  yield* unknownService(rest.get, [...at, 'get'], system);
  yield* captures(capture, [...at, 'capture'], known);
}

export function* captures(capture: Capture | undefined, at: Path, known: Set<string>): Generator<Problem> {
  for (const [name, path] of Object.entries(capture ?? {})) {
    known.add(name);
    if (parseJsonPath(path) === undefined)
      yield { path: [...at, name], message: `"${path}" is not a JSON path; write it as $.a.b[0]` };
  }
}

export function* unknownVariables(value: object, at: Path, known: ReadonlySet<string>): Generator<Problem> {
  for (const [field, inner] of Object.entries(value)) {
    for (const name of mentioned(inner)) {
      if (!known.has(name))
        yield {
          path: [...at, field],
          message: `nothing has set the variable "${name}" so far${hint(name, known)}`,
        };
    }
  }
}

export function* unknownService(target: string | undefined, path: Path, system: System): Generator<Problem> {
  if (target !== undefined) yield* unknownName('service', target.split('/')[0]!, system.services, path);
}

export function* unknownName(kind: string, name: string, among: object, path: Path): Generator<Problem> {
  if (!Object.hasOwn(among, name) && !name.includes('{{'))
    yield { path, message: `there is no ${kind} "${name}"${hint(name, Object.keys(among))}` };
}

/** What a lab of the system may run, by the names that `saga-lab status` shows. */
function processesOf({ services, messaging, databases }: System): Record<string, true> {
  const kinds = new Set(Object.values(databases).map(({ kind }) => kind));
  const servers = [
    ...(Object.values(messaging).some(({ relay }) => relay !== 'none') ? ['relay'] : []),
    'kafka',
    ...(kinds.has('postgres') ? ['postgres'] : []),
    ...(kinds.has('mongodb') ? ['mongo'] : []),
  ];
  return Object.fromEntries([...Object.keys(services), ...servers].map((name) => [name, true]));
}
