import { pino } from 'pino';
import { afterAll, beforeAll, onTestFinished, test } from 'vitest';
import { waitUntil } from '../../cli/lib/wait-until.ts';
import { startMongo, type TestMongo } from '../../cli/test/harness/mongo.ts';
import { startPostgres, type TestPostgres } from '../../cli/test/harness/postgres.ts';
import { readEnv } from '../runtime/process/env.ts';
import { Resources } from '../runtime/process/resources.ts';
import type { ServiceDeps } from '../runtime/process/service-deps.ts';
import { type Broker, createTramTables } from '../tram/index.ts';
import { inventoryEnv } from './inventory/environment.ts';
import { startInventory } from './inventory/service.ts';
import { orchestratorEnv, startOrchestrator } from './orchestrator/service.ts';
import { orderEnv, startOrder } from './order/service.ts';
import { paymentEnv } from './payment/environment.ts';
import { startPayment } from './payment/service.ts';
import { testPool } from '../../cli/test/harness/test-pool.ts';

let postgres: TestPostgres;
let mongo: TestMongo;

beforeAll(async () => {
  [postgres, mongo] = await Promise.all([startPostgres(), startMongo()]);
});
afterAll(async () => {
  await mongo.stop();
  await postgres.stop();
});

const log = pino({ enabled: false });
/** Nothing is sent: this is about what was received long ago. */
const idleBroker = {
  createTopics: () => Promise.resolve(),
  subscribe: () => Promise.resolve({ stop: () => Promise.resolve() }),
} as unknown as Broker;

type Environment = Readonly<Record<string, string>>;

const services: Readonly<Record<string, (deps: ServiceDeps, env: Environment) => Promise<number>>> = {
  inventory: (deps, env) => startInventory(deps, readEnv(inventoryEnv, env)),
  payment: (deps, env) => startPayment(deps, readEnv(paymentEnv, env)),
  order: (deps, env) => startOrder(deps, readEnv(orderEnv, env)),
  orchestrator: (deps, env) => startOrchestrator(deps, readEnv(orchestratorEnv, env)),
};

test.each(Object.keys(services))(
  '%s deletes what it received long ago, where that is asked for',
  async (name) => {
    const databaseUrl = await postgres.createDatabase(name);
    const pool = testPool({ connectionString: databaseUrl });
    onTestFinished(() => pool.end());
    await createTramTables(pool);
    await pool.query(
      `INSERT INTO received_messages (consumer_id, message_id, creation_time)
     VALUES ('c', 'old', 1), ('c', 'new', extract(epoch FROM now()) * 1000)`,
    );
    const resources = new Resources(() => undefined);
    onTestFinished(() => resources.close());
    const lines = { write: () => undefined, close: () => undefined };
    await services[name]?.(
      { name, port: 0, broker: idleBroker, resources, log, lines, purgeAfterMs: 60_000 },
      {
        SERVICE_NAME: name,
        PORT: '0',
        KAFKA_BROKERS: '127.0.0.1:9092',
        DATABASE_URL: databaseUrl,
        MONGODB_URL: `${mongo.url}/${name}`,
        CARD_KEY: '0f'.repeat(32),
        T2_PAYMENT_PROVIDER_DUMMY_URL: 'http://127.0.0.1:9/pay',
      },
    );
    const onlyNew = async () => {
      const { rows } = await pool.query<{ id: string }>('SELECT message_id AS id FROM received_messages');
      return rows.map(({ id }) => id).join() === 'new' || undefined;
    };
    await waitUntil(onlyNew, { signal: AbortSignal.timeout(10_000) });
  },
);
