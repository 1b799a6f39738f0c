import type { MessageMapping } from './mapping/message-mapping.ts';
import { ownerOf } from './owner-of.ts';
import { mappingsOf, recordReaderOf, type ReadRecord } from './mapping/mappings.ts';
import { requestsOf, type RequestRole } from './request-roles.ts';
import { statesOf, type SagaStates } from './sagas/saga-states.ts';
import { groupsOf, type StepGroup } from './sagas/saga-steps.ts';
import type { System } from '../systems/system.ts';

/** The system file turned round: who has to do with a topic, a table or a collection. */
export interface Roles {
  /** By `topicAndType`: who handles it, in the order of the system file. */
  readonly handlers: ReadonlyMap<string, readonly HandlerRole[]>;
  /** By `topicAndType`: which views it changes. */
  readonly projections: ReadonlyMap<string, readonly ProjectionRole[]>;
  /** By `place(database, table)`. */
  readonly sagas: ReadonlyMap<string, readonly SagaRole[]>;
  /** By `place(database, collection)`. */
  readonly views: ReadonlyMap<string, ViewRole>;
  /** Name of the consumer that keeps a view, by name of the view. */
  readonly keepers: ReadonlyMap<string, string>;
  readonly consumers: ReadonlyMap<string, ConsumerRole>;
  readonly databases: ReadonlyMap<string, DatabaseRole>;
  readonly readRecord: ReadRecord;
  /** How requests name rows, in the order of the system file. */
  readonly requests: readonly RequestRole[];
}

export interface ConsumerRole {
  readonly name: string;
  /** Place in the system file: siblings in a chain stand in this order. */
  readonly order: number;
  readonly service: string;
  readonly inbox: string | undefined;
  readonly views: readonly string[];
  readonly idempotent: boolean;
}

export interface HandlerRole extends ConsumerRole {
  /** Exactly one of these must follow; none need when it is empty. */
  readonly emits: readonly string[];
}

export interface DatabaseRole {
  readonly order: number;
  /** Whose it is; empty when the system file does not say. */
  readonly service: string;
  /** Undefined where it has no messages. */
  readonly mapping: MessageMapping | undefined;
}

export interface ViewRole {
  readonly name: string;
  readonly order: number;
  readonly database: string;
  readonly collection: string;
  readonly guards: string;
  /** Who keeps it; undefined when the system file names nobody. */
  readonly consumer: ConsumerRole | undefined;
}

export interface ProjectionRole {
  readonly view: ViewRole;
  readonly rule: Projection;
}

export type Projection = System['views'][string]['fold'][string];

export interface SagaRole {
  readonly name: string;
  readonly instance: System['sagas'][string]['instance'];
  readonly states: SagaStates;
  /** In order; none of a choreographed saga. */
  readonly groups: readonly StepGroup[];
}

/** A saga's name in the system file, by the type that messages and instances have; the type itself where no file says. */
export function sagaNameOf({ sagas }: Roles, type: string): string {
  const known = [...sagas.values()].flat();
  return known.find(({ instance }) => instance.type?.equals === type)?.name ?? type;
}

export function place(database: string, tableOrCollection: string): string {
  return `${database}/${tableOrCollection}`;
}

export function topicAndType(topic: string, type: string | null): string {
  return `${topic}/${type ?? ''}`;
}

export function rolesOf(system: System): Roles {
  const consumers = consumersOf(system);
  const views = viewsOf(system, consumers);
  return {
    consumers,
    handlers: handlersOf(system, consumers),
    views: new Map(views.map((view) => [place(view.database, view.collection), view])),
    keepers: new Map(views.map(({ name, consumer }) => [name, consumer?.name ?? ''])),
    projections: grouped(
      views.flatMap((view) =>
        Object.entries(system.views[view.name]?.fold ?? {}).map(([event, rule]) => [event, { view, rule }]),
      ),
    ),
    sagas: grouped(
      Object.entries(system.sagas).map(([name, definition]) => [
        place(definition.instance.database, definition.instance.table),
        { name, instance: definition.instance, states: statesOf(definition), groups: groupsOf(definition) },
      ]),
    ),
    databases: databasesOf(system),
    readRecord: recordReaderOf(system),
    requests: requestsOf(system),
  };
}

function consumersOf(system: System): Map<string, ConsumerRole> {
  return new Map(
    Object.entries(system.consumers).map(([name, { service, inbox, views, idempotent }], order) => [
      name,
      { name, order, service, inbox, views, idempotent },
    ]),
  );
}

function handlersOf(
  system: System,
  consumers: ReadonlyMap<string, ConsumerRole>,
): Map<string, HandlerRole[]> {
  const entries: [string, HandlerRole][] = [];
  for (const consumer of consumers.values())
    for (const [topic, types] of Object.entries(system.consumers[consumer.name]?.handles ?? {}))
      for (const [type, { emits }] of Object.entries(types))
        entries.push([topicAndType(topic, type), { ...consumer, emits }]);
  return grouped(entries);
}

function viewsOf(system: System, consumers: ReadonlyMap<string, ConsumerRole>): ViewRole[] {
  return Object.entries(system.views).map(([name, { database, collection, guards }], order) => {
    const consumer = [...consumers.values()].find(({ views }) => views.includes(name));
    return { name, order, database, collection, guards, consumer };
  });
}

function databasesOf(system: System): Map<string, DatabaseRole> {
  const mappings = mappingsOf(system);
  return new Map(
    Object.keys(system.databases).map((name, order) => {
      const service = ownerOf(system, name);
      return [name, { order, service, mapping: mappings.get(name) }];
    }),
  );
}

function grouped<T>(entries: readonly (readonly [string, T])[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const [key, value] of entries) {
    const group = groups.get(key);
    if (group) group.push(value);
    else groups.set(key, [value]);
  }
  return groups;
}
