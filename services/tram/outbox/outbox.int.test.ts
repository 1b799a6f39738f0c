import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startPostgres, type TestPostgres } from '../../../cli/test/harness/postgres.ts';
import { runCausedBy } from '../message/cause.ts';
import { messageIdGenerator } from '../message/message-id.ts';
import { createTramTables } from '../postgres/tables.ts';
import { inTransaction } from '../postgres/transaction.ts';
import { insertMessages } from './insert-messages.ts';
import { toMessage } from './outgoing-message.ts';
import { send } from './send.ts';
import { sendInOrder } from './send-in-order.ts';

let postgres: TestPostgres;
let pool: pg.Pool;

beforeAll(async () => {
  postgres = await startPostgres();
});

beforeEach(async () => {
  pool = new pg.Pool({ connectionString: await postgres.createDatabase() });
  pool.on('error', () => undefined);
  await createTramTables(pool);
  return () => pool.end();
});

afterAll(() => postgres.stop());

async function stored() {
  const { rows } = await pool.query<{ id: string; headers: string; [column: string]: unknown }>(
    'SELECT * FROM message ORDER BY id',
  );
  return rows;
}

const order = { destination: 'Order', partitionKey: '7' };

describe('createTramTables', () => {
  it('may be called by several processes at once', async () => {
    const pools = Array.from({ length: 4 }, () => new pg.Pool(pool.options));
    await expect(Promise.all(pools.map(createTramTables))).resolves.toBeDefined();
    await Promise.all(pools.map((pool) => pool.end()));
  });
});

describe('send', () => {
  it('appends any number of messages, in order, with what it adds', async () => {
    const sent = await inTransaction(pool, (tx) =>
      send(tx, [
        { ...order, payload: { total: 9_223_372_036_854_775_807n }, headers: { colour: 'red' } },
        { destination: 'Customer', partitionKey: 'jane', payload: [] },
      ]),
    );
    const rows = await stored();
    expect(rows.map(({ id }) => id)).toEqual(sent.map(({ id }) => id));
    expect(rows[0]).toMatchObject({
      destination: 'Order',
      payload: '{"total":9223372036854775807}',
      published: 0,
      message_partition: null,
    });
    expect(Number(rows[0]?.['creation_time'])).toBeGreaterThan(1_500_000_000_000);
    expect(JSON.parse(rows[0]?.headers ?? '')).toEqual({
      colour: 'red',
      ID: sent[0]?.id,
      PARTITION_ID: '7',
      DESTINATION: 'Order',
      DATE: expect.stringMatching(/^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$/),
      'correlation-id': sent[0]?.id,
      traceparent: expect.stringMatching(/^00-/),
    });
  });

  it('says what caused the messages', async () => {
    const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
    const [sent] = await runCausedBy({ correlationId: 'root', causationId: 'request', traceparent }, () =>
      inTransaction(pool, (tx) => send(tx, [{ ...order, payload: {} }])),
    );
    expect(sent?.headers).toMatchObject({ 'correlation-id': 'root', 'causation-id': 'request' });
    expect(sent?.headers['traceparent']).toContain('4bf92f3577b34da6a3ce929d0e0e4736');
    expect(sent?.headers['traceparent']).not.toBe(traceparent);
  });

  it('is undone with the transaction', async () => {
    const work = inTransaction(pool, async (tx) => {
      await send(tx, [{ ...order, payload: {} }]);
      throw new Error('credit check failed');
    });
    await expect(work).rejects.toThrow('credit check failed');
    expect(await stored()).toEqual([]);
  });
});

describe('sendInOrder', () => {
  const hourAhead = messageIdGenerator({ now: () => Date.now() + 3_600_000, node: 'ffffffffffff' });

  async function sendFromHourAhead(partitionKey: string) {
    const id = hourAhead.next();
    const message = toMessage({ ...order, partitionKey, payload: {} }, id);
    await inTransaction(pool, (tx) => insertMessages(tx, [message]));
    return id;
  }

  it('gives ids greater than those of a process whose clock runs ahead', async () => {
    const theirs = await sendFromHourAhead('7');
    const ours = await inTransaction(pool, (tx) => sendInOrder(tx, order, [{ payload: 1 }, { payload: 2 }]));
    expect((await stored()).map(({ id }) => id)).toEqual([theirs, ours[0]?.id, ours[1]?.id]);
  });

  it('goes by the key alone', async () => {
    await sendFromHourAhead('8');
    const [ours] = await inTransaction(pool, (tx) => sendInOrder(tx, order, [{ payload: 1 }]));
    expect((await stored())[0]?.id).toBe(ours?.id);
  });

  it('asks the index, not the table', async () => {
    await inTransaction(pool, (tx) =>
      send(
        tx,
        Array.from({ length: 2_000 }, (_, index) => ({ ...order, partitionKey: String(index), payload: {} })),
      ),
    );
    await pool.query('ANALYZE message');
    const { rows } = await pool.query<{ 'QUERY PLAN': string }>(`
      EXPLAIN SELECT FROM message
      WHERE destination = 'Order' AND headers::json ->> 'PARTITION_ID' = '7' AND id >= '0'`);
    expect(rows.map((row) => row['QUERY PLAN']).join('\n')).toContain('message_key_idx');
  });
});
