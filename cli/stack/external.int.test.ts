import { MongoClient } from 'mongodb';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startKafka, type TestKafka } from '../test/harness/kafka.ts';
import { testHome, testOptions, testSystem, type TestHome } from '../test/harness/lab.ts';
import { startMongo, type TestMongo } from '../test/harness/mongo.ts';
import { startPostgres, type TestPostgres } from '../test/harness/postgres.ts';
import { withClient } from './embedded/postgres/databases.ts';
import { purgeLab, startLab } from './labs.ts';
import { getJson } from './processes/ask.ts';

let home: TestHome;
let postgres: TestPostgres;
let kafka: TestKafka;
let mongo: TestMongo;
beforeEach(async () => {
  [home, postgres, kafka, mongo] = await Promise.all([
    testHome(),
    startPostgres(),
    startKafka(),
    startMongo(),
  ]);
});
afterEach(async () => {
  await home.remove();
  await Promise.all([postgres.stop(), kafka.stop(), mongo.stop()]);
});

const system = await testSystem(
  { orders: { env: { DATABASE_URL: '{{databases.order-db}}' } } },
  { 'order-db': { kind: 'postgres' }, 'history-db': { kind: 'mongodb' } },
);

test('on servers that already run, a lab has databases with its name until it is purged', async () => {
  const lab = await startLab(testOptions(system, { name: 'my-lab', stack: servers() }), home);
  expect(lab).toMatchObject({ stack: 'external', broker: kafka.bootstrap });
  expect(lab.databases['order-db']).toBe(postgres.url('saga_lab_my_lab_order_db'));
  expect(await databases()).toContain('saga_lab_my_lab_order_db');
  const status = await lab.status();
  expect(status).toMatchObject({ state: 'up', stack: 'external', brokers: [{ pid: null }] });
  const { body } = await getJson(lab.services['orders'] ?? '');
  expect(JSON.parse(body)).toMatchObject({ database: lab.databases['order-db'] });
  await using client = new MongoClient(lab.databases['history-db'] ?? '');
  await client.db().collection<{ _id: string }>('views').insertOne({ _id: 'one' });

  await lab.stop();
  expect(await databases()).toContain('saga_lab_my_lab_order_db');
  await purgeLab('my-lab', home);
  expect(await databases()).not.toContain('saga_lab_my_lab_order_db');
  expect(await client.db().collection('views').findOne()).toBeNull();
});

test('an ephemeral lab takes its databases away when it stops', async () => {
  const lab = await startLab(testOptions(system, { stack: servers(), ephemeral: true }), home);
  expect(await databases()).toContain('saga_lab_test_order_db');
  await lab.stop();
  expect(await databases()).not.toContain('saga_lab_test_order_db');
});

test.each([
  [
    'postgres',
    'postgres://postgres@127.0.0.1:1/',
    /PostgreSQL server of --postgres does not answer.*ECONNREFUSED/,
  ],
  ['broker', '127.0.0.1:1', /broker 127\.0\.0\.1:1 .*ECONNREFUSED/],
  ['mongodb', 'mongodb://127.0.0.1:1/', /MongoDB server of --mongodb does not answer.*ECONNREFUSED/],
])('a %s that is not there is named', async (kind, url, message) => {
  const stack = { ...servers(), [kind]: url };
  await expect(startLab(testOptions(system, { stack }), home)).rejects.toThrow(message);
});

test('a user who may not create databases is told the SQL', async () => {
  await withClient(postgres.url('postgres'), (client) =>
    client.query("CREATE ROLE poor LOGIN PASSWORD 'pw'"),
  );
  const url = new URL(postgres.url('postgres'));
  [url.username, url.password] = ['poor', 'pw'];
  const stack = { ...servers(), postgres: url.href };
  await expect(startLab(testOptions(system, { stack }), home)).rejects.toThrow('ALTER ROLE "poor" CREATEDB;');
});

function servers() {
  const urls = { broker: kafka.bootstrap, postgres: postgres.url('postgres'), mongodb: mongo.url };
  return { kind: 'external', ...urls } as const;
}

async function databases(): Promise<readonly string[]> {
  const { rows } = await withClient(postgres.url('postgres'), (client) =>
    client.query<{ datname: string }>('SELECT datname FROM pg_database'),
  );
  return rows.map(({ datname }) => datname);
}
