import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startKafka, type TestKafka } from '../../../cli/test/harness/kafka.ts';
import { startPostgres, type TestPostgres } from '../../../cli/test/harness/postgres.ts';
import { spawnRelay } from './testing/relay-process.ts';

let postgres: TestPostgres;
let kafka: TestKafka;

beforeAll(async () => {
  [postgres, kafka] = await Promise.all([startPostgres(), startKafka()]);
});

afterAll(async () => {
  await Promise.all([postgres.stop(), kafka.stop()]);
});

test('it ends with its parent, and answers 503 while it has no database', async () => {
  const url = postgres.url('not_there');
  const relay = await spawnRelay({ url, broker: kafka.bootstrap });
  const { status, document } = await relay.health();
  expect(status).toBe(503);
  expect(document).toMatchObject({ state: 'starting', mode: 'wal' });
  relay.child.stdin?.end();
  await vi.waitFor(() => expect(relay.child.exitCode).toBe(0), { timeout: 20_000, interval: 10 });
});
