import { pino } from 'pino';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { startPostgres, type TestPostgres } from '../../../cli/test/harness/postgres.ts';
import type { Broker } from '../../tram/index.ts';
import { Resources } from '../process/resources.ts';
import { openDatabase } from './open-database.ts';

let server: TestPostgres;

beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.stop());

const log = pino({ enabled: false });
const noBroker = { createTopics: () => Promise.resolve() } as unknown as Broker;

async function opened(url: string, purgeAfterMs?: number) {
  const resources = new Resources(() => undefined);
  onTestFinished(() => resources.close());
  const deps = { name: 'test', port: 0, broker: noBroker, resources, log, purgeAfterMs };
  const lines = { write: () => undefined, close: () => undefined };
  return openDatabase({ ...deps, lines }, url, { tables: 'SELECT 1', topics: [] });
}

test('what was received long ago is deleted where that is asked for, and stays where it is not', async () => {
  const url = await server.createDatabase('purged');
  const pool = await opened(url);
  await pool.query(
    `INSERT INTO received_messages (consumer_id, message_id, creation_time)
     VALUES ('c', 'old', 1), ('c', 'new', extract(epoch FROM now()) * 1000)`,
  );
  const ids = async () =>
    (await pool.query<{ id: string }>('SELECT message_id AS id FROM received_messages ORDER BY id')).rows.map(
      ({ id }) => id,
    );

  await opened(url);
  expect(await ids()).toEqual(['new', 'old']);
  await opened(url, 60_000);
  await vi.waitFor(async () => expect(await ids()).toEqual(['new']), 10_000);
});
