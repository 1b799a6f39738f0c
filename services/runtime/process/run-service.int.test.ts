import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startKafka, type TestKafka } from '../../../cli/test/harness/kafka.ts';
import { startPostgres, type TestPostgres } from '../../../cli/test/harness/postgres.ts';
import { type ServiceProcess, spawnService } from '../../../cli/test/harness/service-process.ts';

let postgres: TestPostgres;
let kafka: TestKafka;
let databaseUrl: string;
const started: ServiceProcess[] = [];

beforeAll(async () => {
  [postgres, kafka] = await Promise.all([startPostgres(), startKafka()]);
  databaseUrl = await postgres.createDatabase('orders');
});
afterEach(async () => {
  for (const service of started.splice(0)) {
    service.process.kill('SIGKILL');
    await service.exited;
  }
});
afterAll(async () => {
  await kafka.stop();
  await postgres.stop();
});

function start(env: Record<string, string> = {}): ServiceProcess {
  const service = spawnService('customers-and-orders/order-service', {
    KAFKA_BROKERS: kafka.bootstrap,
    DATABASE_URL: databaseUrl,
    ...env,
  });
  started.push(service);
  return service;
}

describe('a service process', () => {
  it('gets ready, serves, tells of each exchange, and stops on SIGTERM', async () => {
    const service = start();
    const base = await service.ready(AbortSignal.timeout(20_000));
    const response = await fetch(`${base}/orders`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-request-id': 'req-1', 'correlation-id': 'corr-1' },
      body: '{"customerId":1,"orderTotal":{"amount":12.34}}',
    });
    expect(response.status).toBe(200);
    const db = new pg.Client(databaseUrl);
    await db.connect();
    const { rows } = await db.query('SELECT headers::json AS headers FROM message');
    await db.end();
    expect(rows).toMatchObject([{ headers: { 'causation-id': 'req-1', 'correlation-id': 'corr-1' } }]);

    service.process.kill('SIGTERM');
    expect(await service.exited).toBe(0);
    expect(service.lines).toMatchObject([
      { event: 'http', service: 'order-service', id: 'req-1', correlation: 'corr-1', status: 200 },
    ]);
  });

  it('stops when its parent is gone', async () => {
    const service = start();
    await service.ready(AbortSignal.timeout(20_000));
    service.process.stdin?.end();
    expect(await service.exited).toBe(0);
  });

  it('stops in the middle of its start', async () => {
    // A broker that nobody answers for: the start goes on trying.
    const service = start({ KAFKA_BROKERS: '127.0.0.1:1' });
    service.process.stdin?.end();
    expect(await service.exited).toBe(0);
  });

  it('says what is wrong with its environment', async () => {
    const service = start({ PORT: 'http' });
    expect(await service.exited).toBe(1);
    expect(service.output()).toBe(
      'Wrong environment:\n  PORT is "http": set a port from 0 (any free one) to 65535, such as PORT=8081\n',
    );
  });

  it('gives up when its database is not there', async () => {
    const service = start({ DATABASE_URL: postgres.url('no_such_database') });
    expect(await service.exited).toBe(1);
    expect(service.output()).toContain('database \\"no_such_database\\" does not exist');
  });
});
