import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Fact } from '../../../model/observation.ts';
import { startRowsProbe } from '../../../probes/rows/rows-probe.ts';
import { startKafka, type TestKafka } from '../../../test/harness/kafka.ts';
import { startMongo, type TestMongo } from '../../../test/harness/mongo.ts';
import { startPostgres, type TestPostgres } from '../../../test/harness/postgres.ts';
import { createTopics } from '../../../stack/supervisor/topics.ts';
import { systemSchema } from '../../../systems/system.ts';
import type { Check } from '../../../checks/check.ts';
import { externalChecks, watchedDatabases } from './external-checks.ts';
import { checkPostgresUse } from './postgres.ts';
import { probeRoleSql } from './probe-role.ts';
import { testPool } from '../../../test/harness/test-pool.ts';

let postgres: TestPostgres;
let kafka: TestKafka;
let mongo: TestMongo;
let service: Server;
let orders: string;
let admin: pg.Pool;
beforeAll(async () => {
  [postgres, kafka, mongo] = await Promise.all([
    startPostgres({ max_wal_senders: '0' }),
    startKafka(),
    startMongo(),
  ]);
  service = createServer((_, response) => response.end('{}')).listen(0, '127.0.0.1');
  await once(service, 'listening');
  orders = await postgres.createDatabase('orders');
  admin = testPool({ connectionString: orders });
  await admin.query(`CREATE ROLE reader LOGIN PASSWORD 'pw'`);
  await createTopics({ address: kafka.bootstrap }, [{ name: 'Order', partitions: 2 }]);
});
afterAll(async () => {
  await admin.end();
  service.close();
  await Promise.all([postgres.stop(), kafka.stop(), mongo.stop()]);
});

function system(more: Record<string, unknown> = {}) {
  const parsed = systemSchema.parse({
    version: 1,
    name: 'shop',
    databases: { 'order-db': { kind: 'postgres' }, documents: { kind: 'mongodb' } },
    services: {
      orders: { url: `http://127.0.0.1:${(service.address() as AddressInfo).port}`, health: '/health' },
    },
    topics: { Order: { partitions: 2 }, Customer: {} },
    tables: { 'order-db': { orders: { key: ['id'] } } },
    ...more,
  });
  return [{ system: parsed, file: '/system.yaml', folder: '/' }];
}

function as(role: string): string {
  const url = new URL(orders);
  [url.username, url.password] = [role, 'pw'];
  return url.href;
}

async function checksOf(more: Record<string, unknown> = {}): Promise<ReadonlyMap<string, Check>> {
  const databases = { 'order-db': { url: orders, probe: as('reader') } };
  const stack = {
    kind: 'external',
    broker: kafka.bootstrap,
    mongodb: mongo.url,
    databases,
    ...more,
  } as const;
  const checks = await externalChecks(stack, system(), 'wal');
  return new Map(checks.map((check) => [check.name, check]));
}

test('what a database that is watched lacks is said one after another, each with what mends it', async () => {
  const absent = await checksOf();
  expect(absent.get('tables of order-db')).toMatchObject({ state: 'broken', detail: 'there is no orders' });

  await admin.query('CREATE TABLE orders (id int)');
  const closed = await checksOf();
  expect(closed.get('tables of order-db')).toMatchObject({
    state: 'broken',
    fix: 'as their owner: GRANT SELECT ON "orders" TO "reader";',
  });
  await admin.query('GRANT SELECT ON "orders" TO "reader"');

  const blind = await checksOf();
  expect(blind.get('publication of order-db')?.detail).toMatch(/orders has no primary key/);
  await admin.query('ALTER TABLE orders ADD PRIMARY KEY (id)');

  const checks = await checksOf();
  expect(checks.get('tables of order-db')).toEqual({
    name: 'tables of order-db',
    state: 'ok',
    detail: 'orders',
  });
  expect(checks.get('publication of order-db')?.fix).toMatch(
    /CREATE PUBLICATION saga_lab_probe FOR TABLE "orders"; .*REPLICA IDENTITY/,
  );
  expect(checks.get('right to replicate at order-db')).toMatchObject({
    state: 'note',
    fix: 'as a superuser: ALTER ROLE "reader" REPLICATION; (without, the probes poll)',
  });
  expect(checks.get('WAL senders of order-db')).toMatchObject({ state: 'note', detail: '0 free, 1 needed' });
  expect(checks.get('wal_level of order-db')).toMatchObject({ state: 'ok', detail: 'logical' });
  expect(checks.get('clock of order-db')).toMatchObject({ state: 'ok' });
});

test('a schema that the role may not use is a grant that is missing, not a server that does not answer', async () => {
  const far = await postgres.createDatabase('far');
  await run(far, 'CREATE SCHEMA "Far"; CREATE TABLE "Far".away (id int PRIMARY KEY)');
  const url = new URL(far);
  [url.username, url.password] = ['reader', 'pw'];
  const use = { what: 'far-db', url: url.href, makes: false, streams: false, slots: 1, tables: ['Far.away'] };
  const tables = async () => (await checkPostgresUse(use)).find(({ name }) => name === 'tables of far-db');

  expect(await tables()).toEqual({
    name: 'tables of far-db',
    state: 'broken',
    detail: 'role "reader" may not use the schema Far',
    fix: 'as the owner: GRANT USAGE ON SCHEMA "Far" TO "reader";',
  });
  await run(far, 'GRANT USAGE ON SCHEMA "Far" TO reader');
  expect(await tables()).toMatchObject({ fix: 'as their owner: GRANT SELECT ON "Far"."away" TO "reader";' });
  await run(far, 'GRANT SELECT ON "Far".away TO reader');
  expect(await tables()).toMatchObject({ state: 'ok', detail: 'Far.away' });
});

test('topics, change streams and services are asked for', async () => {
  const checks = await checksOf();
  expect(checks.get('topic Order')).toMatchObject({ state: 'ok', detail: '2 partitions' });
  expect(checks.get('topic Customer')).toMatchObject({
    state: 'broken',
    detail: 'missing',
    fix: expect.stringMatching(/kafka-topics\.sh .*--topic Customer --partitions 1 --create/),
  });
  expect(checks.get('change streams of --mongodb')).toMatchObject({ state: 'ok' });
  expect(checks.get('service orders')).toMatchObject({ state: 'ok' });
});

test('a server on which the lab makes databases must let it, and what a streaming relay needs is broken there', async () => {
  const messaging = { 'order-db': { service: 'orders', mapping: 'eventuate' } };
  const services = { orders: { command: ['node', 'main.js'], port: 8081, health: '/health' } };
  const stack = { kind: 'external', broker: kafka.bootstrap, postgres: as('reader') } as const;
  const checks = await externalChecks(stack, system({ messaging, services }), 'wal');
  const broken = checks.filter(({ state }) => state === 'broken').map(({ name }) => name);
  expect(broken).toEqual([
    'right to make databases at --postgres',
    'right to replicate at --postgres',
    'WAL senders of --postgres',
  ]);
  expect(checks.find(({ name }) => name === 'right to replicate at --postgres')?.fix).toMatch(
    /\(or: --relay polling\)$/,
  );
});

test('what does not answer is broken, by its name', async () => {
  const databases = { 'order-db': { url: 'postgres://u@127.0.0.1:1/orders' } };
  const checks = await checksOf({ databases, broker: '127.0.0.1:1', mongodb: 'mongodb://127.0.0.1:1/' });
  for (const name of ['PostgreSQL of order-db', 'Kafka at 127.0.0.1:1', 'MongoDB of --mongodb'])
    expect(checks.get(name)).toMatchObject({ state: 'broken', fix: expect.stringContaining('start it') });
});

test('the SQL of the role that only reads makes one that streams, and can write nothing', async () => {
  const server = await startPostgres();
  try {
    const url = new URL(await server.createDatabase('orders'));
    await run(url.href, 'CREATE TABLE orders (id int PRIMARY KEY)');
    await run(url.href, 'CREATE SCHEMA far; CREATE TABLE far.away (id int PRIMARY KEY)');
    const tables = { orders: { key: ['id'] }, 'far.away': { key: ['id'] } };
    const databases = { 'order-db': { kind: 'postgres' }, 'unwatched-db': { kind: 'postgres' } };
    const sql = probeRoleSql(watchedDatabases(system({ databases, tables: { 'order-db': tables } })));
    await run(url.href, sql.replaceAll(/^\\password.*$/gm, `ALTER ROLE saga_lab_reader PASSWORD 'pw';`));
    [url.username, url.password] = ['saga_lab_reader', 'pw'];
    const facts: Fact[] = [];
    const options = { name: 'wal order-db', database: 'order-db', url: url.href, tables, ownsStack: false };
    const probe = await startRowsProbe(options, (fact) => void facts.push(fact));
    await probe.stop();
    expect(facts).toEqual([{ kind: 'probe', probe: 'wal order-db', state: 'watching' }]);
    await expect(run(url.href, 'INSERT INTO orders VALUES (1)')).rejects.toThrow('permission denied');
    await expect(run(url.href, 'CREATE TABLE mine (id int)')).rejects.toThrow('permission denied');
  } finally {
    await server.stop();
  }
});

async function run(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
