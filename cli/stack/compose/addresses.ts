import { StackError } from '../../lib/errors.ts';
import type { Plan } from '../supervisor/plan.ts';
import type { Container } from './container.ts';

/** Where this machine reaches what runs in the containers. */
export interface Addresses {
  readonly services: ReadonlyMap<string, string>;
  readonly databases: ReadonlyMap<string, string>;
  readonly broker: string;
  /** Names of the containers that they are in. */
  readonly servers: { readonly databases: ReadonlyMap<string, string>; readonly broker: string };
}

export const noAddresses: Addresses = {
  services: new Map(),
  databases: new Map(),
  broker: '',
  servers: { databases: new Map(), broker: '' },
};

/**
 * The system file says which variable of a service names which database or the broker; the container says what its
 * value is inside; and the server's published port makes of that what it is here. Throws StackError where one is missing.
 */
export function addressesOf(plan: Plan, containers: readonly Container[]): Addresses {
  const byService = new Map(containers.map((each) => [each.service, each]));
  const inside = (name: string) => insideValue(plan, byService, name);
  const of = (name: string) => published(inside(name), byService, name);
  const databases = plan.databases.map(({ name }) => name);
  return {
    services: new Map(plan.services.map(({ name }) => [name, serviceAddress(name, byService)])),
    databases: new Map(databases.map((name) => [name, of(`databases.${name}`)])),
    broker: of('broker'),
    servers: {
      databases: new Map(databases.map((name) => [name, hostOf(inside(`databases.${name}`))])),
      broker: hostOf(inside('broker')),
    },
  };
}

function serviceAddress(name: string, containers: ReadonlyMap<string, Container>): string {
  const container = containers.get(name);
  if (container === undefined)
    throw new StackError(
      `No container of the project is the service "${name}" of the system file. There are: ${[...containers.keys()].join(', ')}.`,
    );
  const port = container.ports.get(Number(container.env.get('PORT'))) ?? onlyPort(container);
  if (port === undefined) throw new StackError(unpublished(name, name));
  return `http://127.0.0.1:${port}`;
}

/** What a container's environment says of `databases.<name>` or `broker`: of several that which names a container. */
function insideValue(plan: Plan, containers: ReadonlyMap<string, Container>, name: string): string {
  const asked: string[] = [];
  const values: string[] = [];
  for (const service of plan.services)
    for (const [key, template] of Object.entries(service.env)) {
      if (template.replaceAll(' ', '') !== `{{${name}}}`) continue;
      const value = containers.get(service.name)?.env.get(key);
      if (value === undefined) asked.push(`${key} of ${service.name}`);
      else values.push(value);
    }
  const value = values.find((each) => containers.has(hostOf(each))) ?? values[0];
  if (value !== undefined) return value;
  const where =
    asked.length === 0 ? 'no service of the system file names it' : `not set: ${asked.join(', ')}`;
  throw new StackError(`The containers do not tell where {{${name}}} is (${where}).`);
}

// Not `new URL`: a broker's address has no scheme, a MongoDB URL may list several hosts.
const shape =
  /^(?<before>(?:[a-z+]+:\/\/)?(?:[^@/]*@)?)(?<host>[^:/?,]+)(?::(?<port>\d+))?[^/?]*(?<rest>.*)$/;

function hostOf(address: string): string {
  return shape.exec(address)?.groups?.['host'] ?? '';
}

function published(inside: string, containers: ReadonlyMap<string, Container>, name: string): string {
  const { before = '', host = '', port, rest = '' } = shape.exec(inside)?.groups ?? {};
  const server = containers.get(host);
  const here = server === undefined ? undefined : (server.ports.get(Number(port)) ?? onlyPort(server));
  if (here === undefined) throw new StackError(unpublished(`{{${name}}}`, host));
  return `${before}127.0.0.1:${here}${before.startsWith('mongodb') ? direct(rest) : rest}`;
}

/** The members of a replica set name each other as the containers do, which this machine cannot follow. */
function direct(rest: string): string {
  const [path = '', query] = rest.split('?');
  const options = new URLSearchParams(query);
  options.delete('replicaSet');
  options.set('directConnection', 'true');
  return `${path === '' ? '/' : path}?${options.toString()}`;
}

/** Kafka has a port for this machine that is not the one for containers: the one that is published. */
function onlyPort({ ports }: Container): number | undefined {
  return ports.size === 1 ? [...ports.values()][0] : undefined;
}

function unpublished(what: string, container: string): string {
  return `${what} cannot be reached from this machine: the container "${container}" publishes no port for it. In the compose file: ports: ['127.0.0.1:<port here>:<port inside>']`;
}
