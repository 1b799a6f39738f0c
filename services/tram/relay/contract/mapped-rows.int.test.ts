import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startPostgres, type TestPostgres } from '../../../../cli/test/harness/postgres.ts';
import type { OutboxMapping } from '../outbox/outbox-mapping.ts';
import { relayModes } from '../session.ts';
import { debezium } from '../testing/debezium-outbox.ts';
import { RelayUnderTest, until } from '../testing/relay-under-test.ts';
import type { TestOutbox } from '../testing/test-outbox.ts';

let postgres: TestPostgres;
let relay: RelayUnderTest;

beforeAll(async () => {
  postgres = await startPostgres();
});

afterAll(() => postgres.stop());

afterEach(() => relay.stop());

const mapping = debezium.mapping as OutboxMapping;

async function prepare(outbox: TestOutbox, mode: (typeof relayModes)[number]): Promise<void> {
  relay = await RelayUnderTest.prepare(await postgres.createDatabase('relay'), mode, outbox);
}

/** Types of columns, as they are told by the catalogue. */
async function columns(): Promise<string[]> {
  const { rows } = await relay.pool.query<{ name: string }>(
    `SELECT attname AS name FROM pg_attribute
     WHERE attrelid = 'orders.outbox_event'::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum`,
  );
  return rows.map(({ name }) => name);
}

describe.each(relayModes)('of a table that is its service’s, the relay in mode %s', (mode) => {
  beforeEach(() => prepare(debezium, mode));

  test('publishes rows as Debezium would', async () => {
    await relay.startUp();
    await debezium.insertTold(relay.pool);
    await relay.published([1]);
    expect(relay.broker.records).toEqual([
      {
        topic: 'Order.events',
        key: '7',
        value: '{"n": 1}',
        headers: {
          id: `"${debezium.messageId(1)}"`,
          eventType: '"OrderCreated"',
          'correlation-id': '"c"',
        },
      },
    ]);
  });

  test('sets a row aside that has no payload, and the others go on', async () => {
    await relay.startUp();
    await relay.pool.query(
      `INSERT INTO orders.outbox_event (id, aggregate_type, aggregate_id, type)
       VALUES ($1, 'Order', '7', 'OrderCreated')`,
      [debezium.messageId(1)],
    );
    await debezium.insertRange(relay.pool, 2);
    await relay.published([2]);
    const { rows } = await relay.pool.query('SELECT message_id, reason FROM tram_relay_rejected');
    expect(rows).toEqual([{ message_id: debezium.messageId(1), reason: 'payload is null' }]);
  });
});

test('a table with the same name in another schema is none of its business', async () => {
  await prepare(debezium, 'wal');
  await relay.pool.query('CREATE TABLE outbox_event (id text PRIMARY KEY)');
  await relay.startUp();
  await relay.pool.query("INSERT INTO outbox_event VALUES ('x')");
  await debezium.insertRange(relay.pool, 1);
  await relay.published([1]);
});

test('streaming leaves the table as it is; polling adds a column, which no insert needs to know', async () => {
  await prepare(debezium, 'wal');
  const before = await columns();
  await (await relay.startUp()).stop();
  expect(await columns()).toEqual(before);
  await relay.startUp({ mode: 'polling' });
  expect(await columns()).toEqual([...before, 'tram_xid']);
});

test('without a column to order by, polling keeps the order of transactions that follow one another', async () => {
  const { order: _, ...unordered } = mapping;
  await prepare({ ...debezium, mapping: unordered }, 'polling');
  await relay.startUp();
  relay.broker.hold();
  await debezium.insertRange(relay.pool, 9);
  await until(() => expect(relay.broker.calls).toBe(1));
  for (const number of [5, 3, 4, 1, 2]) await debezium.insertRange(relay.pool, number);
  relay.broker.release();
  await relay.published([9, 5, 3, 4, 1, 2]);
});

test('a table that is not there yet is waited for', async () => {
  await prepare({ ...debezium, create: async () => undefined }, 'wal');
  const pipeline = relay.start();
  await until(() => expect(relay.warnings).not.toEqual([]));
  expect(pipeline.status().state).toBe('starting');
  await debezium.create(relay.pool);
  await until(() => expect(pipeline.status().state).toBe('up'));
  await debezium.insertRange(relay.pool, 1);
  await relay.published([1]);
});

test.each([
  ['no such column', { type: 'kind' }, 'The outbox orders.outbox_event has no column kind; it has id,'],
  ['a column in the topic that is not there', { topic: '{{area}}.events' }, 'has no column area'],
  ['no such table', { table: 'orders.outbox' }, 'There is no outbox orders.outbox (yet)'],
])('%s is said', async (_what, change, expected) => {
  await prepare({ ...debezium, mapping: { ...mapping, ...change } }, 'wal');
  relay.start();
  await until(() => expect(relay.errors).toContainEqual(expect.stringContaining(expected)));
});
