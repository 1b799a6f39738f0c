import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { startPostgres, type TestPostgres } from '../../../../cli/test/harness/postgres.ts';
import { createTramTables } from '../../postgres/tables.ts';
import { insertRange, messageId } from '../testing/outbox.ts';
import { RelayUnderTest, until } from '../testing/relay-under-test.ts';

let postgres: TestPostgres;
let relay: RelayUnderTest;

beforeAll(async () => {
  postgres = await startPostgres();
});

afterAll(() => postgres.stop());

beforeEach(async () => {
  relay = await RelayUnderTest.prepare(await postgres.createDatabase('relay'), 'polling');
});

afterEach(() => relay.stop());

test('rows restored from another cluster, whose xids are of the future here, are published', async () => {
  await (await relay.startUp()).stop();
  await insertRange(relay.pool, 1, 2);
  await relay.pool.query(`UPDATE message SET xid = '99999999999'`);
  await relay.pool.query(`UPDATE tram_relay_position SET system = 'another'`);
  await relay.startUp();
  await insertRange(relay.pool, 3);
  await relay.published([1, 2, 3]);
});

test('an outbox from before it had xids gets them, and what it holds is published', async () => {
  await relay.pool.query('ALTER TABLE message DROP COLUMN xid');
  await insertRange(relay.pool, 1, 2);
  await createTramTables(relay.pool);
  await relay.startUp();
  await insertRange(relay.pool, 3);
  await until(() => expect([...new Set(relay.broker.ids)]).toEqual([1, 2, 3].map(messageId)));
});
