import { StackError } from '../../lib/errors.ts';
import type { System } from '../../systems/system.ts';
import { relayedOf, type RelayedDatabase } from './relayed.ts';

/** One that the lab starts. */
export interface PlannedService {
  readonly name: string;
  readonly system: string;
  readonly folder: string;
  readonly command: readonly string[];
  readonly port: number;
  readonly health: string;
  /** Path of its page, of a service that has one. */
  readonly page?: string | undefined;
  readonly env: Readonly<Record<string, string>>;
}

/** One that runs already, and is nobody's to start or to stop here. */
export interface GivenService {
  readonly name: string;
  readonly system: string;
  /** Without a trailing slash. */
  readonly url: string;
  readonly health: string;
  readonly page?: string | undefined;
}

/** What the systems of a lab need, put together. */
export interface Plan {
  readonly systems: readonly string[];
  readonly services: readonly PlannedService[];
  readonly given: readonly GivenService[];
  readonly databases: readonly { readonly name: string; readonly kind: 'postgres' | 'mongodb' }[];
  readonly topics: readonly { readonly name: string; readonly partitions: number }[];
  /** What the systems are made for. */
  readonly broker: System['broker'];
  /** Consumer groups of the services that it starts. */
  readonly consumers: readonly string[];
  /** Topics that each of them consumes, by its name. */
  readonly subscriptions: Readonly<Record<string, readonly string[]>>;
  /** Databases whose outbox is relayed by what the stack starts: of a service that runs already, somebody relays it already. */
  readonly relayed: readonly RelayedDatabase[];
}

/** Throws StackError when two systems use one name for different things. */
export function planLab(systems: readonly { readonly system: System; readonly folder: string }[]): Plan {
  const all = systems.flatMap(({ system, folder }) =>
    Object.entries(system.services).map(([name, service]) => ({
      service,
      name,
      system: system.name,
      folder,
    })),
  );
  const given = all.flatMap(({ service: { url, health, page }, name, system }): GivenService[] =>
    url === undefined ? [] : [{ name, system, url: url.replace(/\/$/, ''), health, page }],
  );
  const isGiven = (service: string): boolean => given.some(({ name }) => name === service);
  const services = all
    .filter(({ name }) => !isGiven(name))
    .map(({ service: { command = [], port = 0, health, page, env }, ...rest }): PlannedService => ({
      ...rest,
      command,
      port,
      health,
      page,
      env,
    }));
  const databases = systems.flatMap(({ system }) =>
    Object.entries(system.databases).map(([name, { kind }]) => ({ name, kind })),
  );
  refuseTwins(
    'service',
    all.map(({ name }) => name),
  );
  refuseTwins(
    'database',
    databases.map(({ name }) => name),
  );
  return {
    systems: systems.map(({ system }) => system.name),
    services,
    given,
    databases,
    topics: topicsOf(systems.map(({ system }) => system)),
    broker: brokerOf(systems.map(({ system }) => system)),
    subscriptions: Object.fromEntries(
      systems.flatMap(({ system }) =>
        Object.entries(system.consumers).map(([name, { handles }]) => [name, Object.keys(handles)]),
      ),
    ),
    consumers: systems.flatMap(({ system }) => ownedBy(system.consumers, isGiven)),
    relayed: systems.flatMap(({ system }) => {
      const own = new Set(ownedBy(system.messaging, isGiven));
      return relayedOf(system).filter(({ database }) => own.has(database));
    }),
  };
}

function ownedBy(
  named: Readonly<Record<string, { readonly service: string }>>,
  isGiven: (service: string) => boolean,
): readonly string[] {
  return Object.entries(named).flatMap(([name, { service }]) => (isGiven(service) ? [] : [name]));
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
