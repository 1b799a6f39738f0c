import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';

interface ComposeFile {
  readonly services: Readonly<Record<string, ComposeService>>;
  readonly volumes: Readonly<Record<string, unknown>>;
  readonly configs: Readonly<Record<string, { readonly content: string }>>;
}

interface ComposeService {
  readonly environment?: Readonly<Record<string, unknown>>;
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly restart?: string;
  readonly healthcheck?: unknown;
  readonly extends?: unknown;
}

const file = join(import.meta.dirname, '../../compose/shipments.yaml');
const { services, volumes, configs } = parse(readFileSync(file, 'utf8'), { merge: true }) as ComposeFile;
const of = (name: string): ComposeService => services[name] ?? expect.fail(`no service ${name}`);
/** `127.0.0.1:${VARIABLE:-here}:inside` */
const portsOf = (name: string) =>
  of(name).ports?.map((port) => /^127\.0\.0\.1:\$\{\w+:-(\d+)\}:(\d+)$/.exec(port)?.slice(1).map(Number));

test('services and databases have the names of the original', () => {
  expect(Object.keys(services).sort()).toEqual([
    'debezium-server',
    'order-db',
    'order-service',
    'rabbitmq',
    'shipment-db',
    'shipment-service',
  ]);
});

describe('what the original gets wrong', () => {
  test.each([
    ['order-service', 3000],
    ['shipment-service', 3001],
  ])('%s is published, and asked for its health, on the port that it listens on', (name, port) => {
    expect(of(name).environment).toMatchObject({ PORT: port, HEALTH_PATH: '/health' });
    expect(portsOf(name)).toEqual([[port, port]]);
  });

  test('the position of Debezium outlives its container', () => {
    expect(of('debezium-server').volumes).toEqual(['debezium:/debezium/data']);
    expect(volumes).toHaveProperty('debezium');
    expect(configs['debezium']?.content).toContain('offset.storage.file.filename=data/offsets.dat');
  });
});

test('Debezium gives the messages all that the shipment service reads', () => {
  const settings = configs['debezium']?.content ?? '';
  for (const column of [
    'type:header:eventType',
    'aggregate_id:header:aggregateId',
    'correlation_id:header:correlation-id',
  ])
    expect(settings).toContain(column);
  // `$` is Compose's own sign, unless it is doubled.
  expect(settings).toContain('route.topic.replacement=$$1.events');
});

test('everything has a health check; that of a service is in its image', () => {
  const without = Object.entries(services).filter(([, service]) => !service.healthcheck && !service.extends);
  expect(without).toEqual([]);
});

test.each(['order-db', 'shipment-db'])('psql in a container beside %s asks that one', (name) => {
  expect(of(name).environment).toMatchObject({ PGHOST: name, PGUSER: 'postgres', PGPASSWORD: 'postgres' });
});
