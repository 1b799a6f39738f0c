import type pg from 'pg';
import { describe, expect, it } from 'vitest';
import { databaseEach } from '../../../cli/test/harness/database-each.ts';
import { runCausedBy } from '../message/cause.ts';
import { messageIdGenerator } from '../message/message-id.ts';
import { createTramTables } from '../postgres/tables.ts';
import { inTransaction } from '../postgres/transaction.ts';
import { send } from './send.ts';
import { sendInOrder } from './send-in-order.ts';
import { testPool } from '../../../cli/test/harness/test-pool.ts';

let pool: pg.Pool;

databaseEach(async (opened) => {
  pool = opened;
  await createTramTables(pool);
});

async function stored() {
  const { rows } = await pool.query<{ id: string; headers: string; [column: string]: unknown }>(
    'SELECT * FROM message ORDER BY id',
  );
  return rows;
}

const order = { destination: 'Order', partitionKey: '7' };

describe('createTramTables', () => {
  it('may be called by several processes at once', async () => {
    const pools = Array.from({ length: 4 }, () => testPool(pool.options));
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

const sendOne = (partitionKey = '7') =>
  inTransaction(pool, (tx) => sendInOrder(tx, { ...order, partitionKey }, [{ payload: {} }]));

/** As if a process whose clock is an hour ahead had sent the key's last message. */
async function sendFromHourAhead(partitionKey: string) {
  await sendOne(partitionKey);
  const theirs = messageIdGenerator({ now: () => Date.now() + 3_600_000, node: 'ffffffffffff' }).next();
  await pool.query('UPDATE message_key SET last_id = $1 WHERE partition_id = $2', [theirs, partitionKey]);
  return theirs;
}

describe('sendInOrder', () => {
  it('gives ids greater than those of a process whose clock runs ahead', async () => {
    const theirs = await sendFromHourAhead('7');
    const ours = await inTransaction(pool, (tx) => sendInOrder(tx, order, [{ payload: 1 }, { payload: 2 }]));
    expect(ours[0]!.id > theirs).toBe(true);
    expect(ours[1]!.id > ours[0]!.id).toBe(true);
    expect((await stored()).slice(1).map(({ id }) => id)).toEqual(ours.map(({ id }) => id));
  });

  it('lets two keys be', async () => {
    const theirs = await sendFromHourAhead('8');
    const [ours] = await sendOne('9');
    expect(ours!.id < theirs).toBe(true);
  });

  it('makes ids of a key ascend in commit order, although its senders hold no other lock', async () => {
    const first = await pool.connect();
    await first.query('BEGIN');
    const [early] = await sendInOrder(first, order, [{ payload: 'early' }]);
    const second = sendOne();
    await expect(Promise.race([second, pool.query('SELECT 1').then(() => 'waiting')])).resolves.toBe(
      'waiting',
    );
    const [again] = await sendInOrder(first, order, [{ payload: 'again' }]);
    await first.query('COMMIT');
    first.release();
    const [late] = await second;
    expect([early!.id, again!.id, late!.id]).toEqual([early!.id, again!.id, late!.id].sort());
    expect((await stored()).map(({ payload }) => payload)).toEqual(['"early"', '"again"', '{}']);
  });

  it('sends nothing for nothing', async () => {
    expect(await inTransaction(pool, (tx) => sendInOrder(tx, order, []))).toEqual([]);
  });
});
