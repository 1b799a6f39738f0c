import { StackError } from '../../lib/errors.ts';
import type { System } from '../../systems/system.ts';
import { relayedOf, type RelayedDatabase } from './relayed.ts';

export interface PlannedService {
  readonly name: string;
  readonly system: string;
  readonly folder: string;
  readonly command: readonly string[];
  readonly port: number;
  readonly health: string;
  readonly env: Readonly<Record<string, string>>;
}

/** What the systems of a lab need, put together. */
export interface Plan {
  readonly systems: readonly string[];
  readonly services: readonly PlannedService[];
  readonly databases: readonly { readonly name: string; readonly kind: 'postgres' | 'mongodb' }[];
  readonly topics: readonly { readonly name: string; readonly partitions: number }[];
  /** What the systems are made for. */
  readonly broker: System['broker'];
  /** Consumer groups of its services. */
  readonly consumers: readonly string[];
  /** Topics that each of them consumes, by its name. */
  readonly subscriptions: Readonly<Record<string, readonly string[]>>;
  /** Databases whose outbox is relayed by what the stack starts. */
  readonly relayed: readonly RelayedDatabase[];
}

/** Throws StackError when two systems use one name for different things. */
export function planLab(systems: readonly { readonly system: System; readonly folder: string }[]): Plan {
  const services = systems.flatMap(({ system, folder }) =>
    Object.entries(system.services).map(([name, service]) => ({
      ...service,
      name,
      system: system.name,
      folder,
    })),
  );
  const databases = systems.flatMap(({ system }) =>
    Object.entries(system.databases).map(([name, { kind }]) => ({ name, kind })),
  );
  refuseTwins(
    'service',
    services.map(({ name }) => name),
  );
  refuseTwins(
    'database',
    databases.map(({ name }) => name),
  );
  return {
    systems: systems.map(({ system }) => system.name),
    services,
    databases,
    topics: topicsOf(systems.map(({ system }) => system)),
    broker: brokerOf(systems.map(({ system }) => system)),
    subscriptions: Object.fromEntries(
      systems.flatMap(({ system }) =>
        Object.entries(system.consumers).map(([name, { handles }]) => [name, Object.keys(handles)]),
      ),
    ),
    consumers: systems.flatMap(({ system }) => Object.keys(system.consumers)),
    relayed: systems.flatMap(({ system }) => relayedOf(system)),
  };
}

function topicsOf(systems: readonly System[]): Plan['topics'] {
  const partitions = new Map<string, number>();
  for (const system of systems)
    for (const [name, topic] of Object.entries(system.topics))
      partitions.set(name, Math.max(partitions.get(name) ?? 0, topic.partitions));
  return [...partitions].map(([name, count]) => ({ name, partitions: count }));
}

function brokerOf(systems: readonly System[]): System['broker'] {
  const [first, ...others] = systems;
  const other = others.find(({ broker }) => broker !== first?.broker);
  if (first && other)
    throw new StackError(
      `System ${first.name} is made for ${first.broker}, ${other.name} for ${other.broker}, and a lab has one broker. Start them in labs of their own (--lab NAME).`,
    );
  return first?.broker ?? 'kafka';
}

function refuseTwins(what: string, names: readonly string[]): void {
  const twin = names.find((name, index) => names.indexOf(name) !== index);
  if (twin !== undefined)
    throw new StackError(
      `Two systems of this lab have a ${what} named "${twin}". Start them in labs of their own (--lab NAME).`,
    );
}

/** Name of a database on a server: `order-db` -> `order_db`, which SQL needs not quote. */
export function serverName(database: string, prefix = ''): string {
  return `${prefix}${database}`.replaceAll('-', '_');
}
