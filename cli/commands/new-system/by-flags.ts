import { UsageError } from '../../lib/errors.ts';
import { withoutPassword } from '../../lib/without-password.ts';
import { hint } from '../../systems/nearest.ts';
import {
  commandOf,
  healthOf,
  nameOf,
  nextPort,
  partitionsOf,
  portOf,
  postgresUrl,
  quoted,
  type WantedDatabase,
  type WantedService,
  type WantedSystem,
} from './wanted.ts';

export interface SystemFlags {
  readonly service: readonly string[];
  readonly port: readonly string[];
  readonly health: readonly string[];
  readonly database: readonly string[];
  readonly documents: readonly string[];
  readonly from: readonly string[];
  readonly topic: readonly string[];
}

/** @throws UsageError naming the flag, its value and how it is written */
export function byFlags(name: string, flags: SystemFlags): WantedSystem {
  const services = servicesOf(flags);
  return {
    name: nameOf(name, 'system'),
    services,
    databases: databasesOf(flags, services),
    topics: topicsOf(flags.topic),
  };
}

function topicsOf(texts: readonly string[]): WantedSystem['topics'] {
  const topics = new Map<string, number>();
  for (const text of texts) {
    const [name = '', partitions = '1', ...more] = text.split('=');
    if (name === '' || more.length > 0)
      throw new UsageError(`--topic is written name or name=partitions, not "${text}".`);
    if (topics.has(name)) throw new UsageError(`--topic names ${name} twice.`);
    topics.set(name, partitionsOf(partitions));
  }
  return [...topics].map(([name, partitions]) => ({ name, partitions }));
}

function servicesOf({ service, port, health }: SystemFlags): WantedService[] {
  const commands = pairs('service', service, 'orders="node orders.js"');
  if (commands.size === 0)
    throw new UsageError('--service is missing: --service orders="node orders.js" (repeatable)');
  const paths = pairs('health', health, 'orders=/healthz', commands);
  const named = portsOf(pairs('port', port, 'orders=3000', commands));
  const services: WantedService[] = [];
  for (const [name, command] of commands)
    services.push({
      name: nameOf(name, 'service'),
      command: commandOf(command),
      port: named.find((each) => each.name === name)?.port ?? nextPort([...named, ...services]),
      health: healthOf(paths.get(name) ?? '/health'),
    });
  return services;
}

function portsOf(texts: ReadonlyMap<string, string>): Pick<WantedService, 'name' | 'port'>[] {
  const ports: Pick<WantedService, 'name' | 'port'>[] = [];
  for (const [name, text] of texts) ports.push({ name, port: portOf(text, ports) });
  return ports;
}

function databasesOf(
  { database, documents, from }: SystemFlags,
  services: readonly WantedService[],
): WantedDatabase[] {
  const owners = pairs('database', database, 'orders-db=orders');
  const collections = pairs('documents', documents, 'history-db=history');
  const urls = pairs('from', from, 'orders-db=postgres://user@127.0.0.1:5432/orders');
  const twin = [...collections.keys()].find((name) => owners.has(name) || urls.has(name));
  if (twin !== undefined)
    throw new UsageError(`--documents names ${quoted(twin)}, which is a PostgreSQL database already.`);
  const strange = [...urls.keys()].find((name) => owners.size > 0 && !owners.has(name));
  if (strange !== undefined)
    throw new UsageError(
      `--from ${quoted(strange)}: there is no database of that name${meant(strange, owners)}`,
    );
  const known = new Map(services.map(({ name }) => [name, name]));
  const usersOf = (name: string, flag: string, text: string | undefined) => {
    const [only] = services;
    const users = text?.split(',') ?? (services.length === 1 && only !== undefined ? [only.name] : []);
    const wrong = users.find((user) => !known.has(user));
    if (wrong !== undefined)
      throw new UsageError(`--${flag} ${name}=${withoutPassword(text ?? '')}: ${noService(wrong, known)}`);
    const [service, ...others] = users;
    if (service === undefined) throw new UsageError(`Whose is ${name}? --database ${name}=<service>`);
    return { service, users: others };
  };
  return [
    ...[...new Set([...owners.keys(), ...urls.keys()])].map((name) => ({
      name: nameOf(name, 'database'),
      kind: 'postgres' as const,
      ...usersOf(name, 'database', owners.get(name)),
      from: urls.has(name) ? postgresUrl(urls.get(name) ?? '') : undefined,
    })),
    ...[...collections].map(([name, owner]) => ({
      name: nameOf(name, 'database'),
      kind: 'mongodb' as const,
      ...usersOf(name, 'documents', owner),
      from: undefined,
    })),
  ];
}

/** The service's name, or the beginning of the database's own, is the likeliest slip, and too far off for `hint`. */
function meant(name: string, owners: ReadonlyMap<string, string>): string {
  const likely = [...owners].filter(
    ([database, users]) => database.startsWith(`${name}-`) || users.split(',')[0] === name,
  );
  const [only] = likely;
  return likely.length === 1 && only !== undefined
    ? `; did you mean "${only[0]}"?`
    : hint(name, owners.keys());
}

/** `name=value` pairs of a flag; `among`: names that there are. */
function pairs(
  flag: string,
  texts: readonly string[],
  example: string,
  among?: ReadonlyMap<string, unknown>,
): Map<string, string> {
  const found = new Map<string, string>();
  for (const text of texts) {
    const at = text.indexOf('=');
    const [name, value] = [text.slice(0, Math.max(at, 0)), text.slice(at + 1)];
    if (name === '' || value === '' || name.includes('://'))
      throw new UsageError(
        `--${flag} is written ${example}${flag === 'from' ? '' : `, not ${quoted(text)}`}.`,
      );
    if (among !== undefined && !among.has(name))
      throw new UsageError(`--${flag} ${text}: ${noService(name, among)}`);
    if (found.has(name)) throw new UsageError(`--${flag} names ${withoutPassword(name)} twice.`);
    found.set(name, value);
  }
  return found;
}

function noService(name: string, among: ReadonlyMap<string, unknown>): string {
  return `there is no service ${quoted(name)}${hint(name, among.keys())}`;
}
