import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { startPostgres, type TestPostgres } from '../../../cli/test/harness/postgres.ts';
import type { BrokerRecord } from '../broker/broker.ts';
import { defineEvents } from '../events/definitions.ts';
import { eventHandlers, type EventHandlers } from '../events/handlers.ts';
import { publishEvents } from '../events/publish.ts';
import { sqlInbox } from '../inbox/sql-inbox.ts';
import { runCausedBy } from '../message/cause.ts';
import type { Message } from '../message/message.ts';
import { encodeRecordValue } from '../message/record-value.ts';
import type { DeliveryLine, Line } from '../observe/line.ts';
import { createTramTables } from '../postgres/tables.ts';
import { inTransaction } from '../postgres/transaction.ts';
import { createDeliver } from './deliver.ts';
import type { HandlerContext } from './message-handler.ts';

const orderEvents = defineEvents('Order', {
  OrderCreated: z.object({ total: z.number() }),
  OrderShipped: z.object({}),
});
const invoiceEvents = defineEvents('Invoice', { InvoiceMade: z.object({}) });

let postgres: TestPostgres;
let pool: pg.Pool;
let lines: DeliveryLine[];

beforeAll(async () => {
  postgres = await startPostgres();
});

beforeEach(async () => {
  pool = new pg.Pool({ connectionString: await postgres.createDatabase() });
  pool.on('error', () => undefined);
  lines = [];
  await createTramTables(pool);
  await pool.query('CREATE TABLE invoices (order_id text, total numeric)');
  return () => pool.end();
});

afterAll(() => postgres.stop());

/** The handler under test writes a row and publishes, then does as `then` says. */
function invoicing(
  then: (total: number) => Promise<void> = async () => undefined,
): EventHandlers<HandlerContext> {
  return eventHandlers<HandlerContext>().on(orderEvents, {
    OrderCreated: async ({ aggregateId, payload: { total } }, { tx }) => {
      await tx.query('INSERT INTO invoices VALUES ($1, $2)', [aggregateId, total]);
      await publishEvents(tx, invoiceEvents, aggregateId, [{ type: 'InvoiceMade', payload: {} }]);
      await then(total);
    },
  });
}

interface Options {
  readonly signal?: AbortSignal;
  readonly onOutage?: () => void;
}

function delivering(
  handlers: EventHandlers<HandlerContext>,
  { signal, onOutage = () => undefined }: Options = {},
) {
  return createDeliver({
    consumer: 'invoicing',
    service: 'invoice-service',
    inbox: sqlInbox(pool),
    handlerFor: (message) => handlers.handlerFor(message),
    lines: { write: (line: Line) => lines.push(line as DeliveryLine), close: () => undefined },
    retry: { attempts: 3, baseMs: 2, maxMs: 4 },
    signal: signal ?? new AbortController().signal,
    onOutage,
  });
}

let nextOffset = 0;

function recordOf(message: Message): BrokerRecord {
  return record(encodeRecordValue(message), message.headers['PARTITION_ID']);
}

function record(value: string | null, key: string | null = null): BrokerRecord {
  nextOffset += 1;
  return { topic: 'Order', partition: 0, offset: String(nextOffset), key, value, timestampMs: 1_000 };
}

async function orderCreated(orderId: string, total: number): Promise<BrokerRecord> {
  const [message] = await inTransaction(pool, (tx) =>
    publishEvents(tx, orderEvents, orderId, [{ type: 'OrderCreated', payload: { total } }]),
  );
  return recordOf(message!);
}

async function rows(sql: string) {
  return (await pool.query<Record<string, unknown>>(sql)).rows;
}

const invoices = () => rows('SELECT order_id, total::int FROM invoices ORDER BY total');
const received = () => rows('SELECT consumer_id, message_id FROM received_messages ORDER BY message_id');
const parked = () =>
  rows('SELECT record_offset, reason, error, attempts, message_id FROM parked_messages ORDER BY sequence');
const told = () => lines.map(({ event, attempt }) => (attempt === undefined ? event : `${event} ${attempt}`));

describe('a message', () => {
  it('is handled in one transaction with its note and what it causes', async () => {
    const order = await runCausedBy({ correlationId: 'root', causationId: 'request' }, () =>
      orderCreated('1', 10),
    );
    await delivering(invoicing())(order);
    const messageId = lines[0]?.message;
    expect(await invoices()).toEqual([{ order_id: '1', total: 10 }]);
    expect(await received()).toEqual([{ consumer_id: 'invoicing', message_id: messageId }]);
    expect(
      await rows(`SELECT headers::json ->> 'causation-id' AS causation, headers::json ->> 'correlation-id' AS correlation
                       FROM message WHERE destination = 'Invoice'`),
    ).toEqual([{ causation: messageId, correlation: 'root' }]);
    expect(lines).toEqual([
      {
        event: 'handled',
        at: expect.any(Number),
        service: 'invoice-service',
        consumer: 'invoicing',
        topic: 'Order',
        partition: 0,
        offset: order.offset,
        key: '1',
        message: messageId,
        type: 'OrderCreated',
        correlation: 'root',
        ms: expect.any(Number),
      },
    ]);
  });

  it('has no effect when it comes again', async () => {
    const order = await orderCreated('1', 10);
    const deliver = delivering(invoicing());
    await deliver(order);
    await deliver({ ...order, offset: '999' });
    expect(await invoices()).toHaveLength(1);
    expect(told()).toEqual(['handled', 'duplicate']);
  });

  it('has one effect when two processes get it at once', async () => {
    const order = await orderCreated('1', 10);
    await Promise.all(Array.from({ length: 5 }, () => delivering(invoicing())(order)));
    expect(await invoices()).toHaveLength(1);
    expect(told().sort()).toEqual(['duplicate', 'duplicate', 'duplicate', 'duplicate', 'handled']);
  });

  it('that nobody handles is skipped without a note', async () => {
    const [shipped] = await inTransaction(pool, (tx) =>
      publishEvents(tx, orderEvents, '1', [{ type: 'OrderShipped', payload: {} }]),
    );
    await delivering(invoicing())(recordOf(shipped!));
    expect(told()).toEqual(['skipped']);
    expect(await received()).toEqual([]);
  });
});

describe('a handler that fails', () => {
  it('is tried again, each try undone, until it works', async () => {
    let failures = 2;
    const handlers = invoicing(async () => {
      if (failures > 0) throw new Error(`${failures--} to go`);
    });
    await delivering(handlers)(await orderCreated('1', 10));
    expect(told()).toEqual(['retry 1', 'retry 2', 'handled']);
    expect(lines.map(({ error }) => error)).toEqual(['2 to go', '1 to go', undefined]);
    expect(await invoices()).toHaveLength(1);
  });

  it('has its message parked, with the later ones of its key behind it, while other keys go on', async () => {
    const poison = invoicing(async (total) => {
      if (total === 13) throw new Error('unlucky');
    });
    const earlier = await orderCreated('1', 1);
    const bad = await orderCreated('1', 13);
    const later = await orderCreated('1', 20);
    const other = await orderCreated('2', 30);
    for (const each of [earlier, bad, later, other]) await delivering(poison)(each);
    expect(told()).toEqual(['handled', 'retry 1', 'retry 2', 'parked 3', 'parked 1', 'handled']);
    expect(await invoices()).toEqual([
      { order_id: '1', total: 1 },
      { order_id: '2', total: 30 },
    ]);
    expect(await parked()).toMatchObject([
      { record_offset: bad.offset, reason: 'failed', error: 'unlucky', attempts: 3 },
      { record_offset: later.offset, reason: 'behind', error: 'Behind a parked record of key 1' },
    ]);
    // All of them once more, as after a crash before the offsets were told.
    lines = [];
    for (const each of [earlier, bad, later, other]) await delivering(poison)(each);
    expect(told()).toEqual(['duplicate', 'duplicate', 'duplicate', 'duplicate']);
    expect(await parked()).toHaveLength(2);
  });

  it('no longer blocks its key once nothing of it is parked', async () => {
    const deliver = delivering(invoicing());
    await deliver(record('garbage', '1'));
    await deliver(await orderCreated('1', 10));
    await pool.query('DELETE FROM parked_messages');
    await deliver(await orderCreated('1', 20));
    expect(told()).toEqual(['parked 1', 'parked 1', 'handled']);
  });

  it('is tried again at once when two transactions met', async () => {
    let conflicts = 3;
    const handlers = invoicing(async () => {
      if (conflicts-- > 0) throw Object.assign(new Error('deadlock detected'), { code: '40P01' });
    });
    await delivering(handlers)(await orderCreated('1', 10));
    expect(told()).toEqual(['handled']);
  });
});

describe('poison', () => {
  it.each([
    ['not JSON', 'garbage', 'The value is not JSON'],
    ['with bytes that no column holds', 'a\0b', 'The value is not JSON'],
    ['without headers', '{"payload":"{}","headers":{}}', 'Header ID is missing'],
    ['a tombstone', null, 'The record has no value'],
  ])('%s is parked at once', async (_case, value, reason) => {
    await delivering(invoicing())(record(value, 'k\0'));
    expect(told()).toEqual(['parked 1']);
    expect(lines[0]).toMatchObject({ message: null, type: null, correlation: null });
    expect(await parked()).toMatchObject([
      { reason: 'unprocessable', error: expect.stringContaining(reason) },
    ]);
  });

  it('whose payload does not fit is parked at once', async () => {
    const order = await orderCreated('1', 10);
    const value = order.value?.replace(String.raw`\"total\":10`, String.raw`\"total\":\"ten\"`) ?? null;
    await delivering(invoicing())({ ...order, value });
    expect(told()).toEqual(['parked 1']);
    expect(lines[0]).toMatchObject({ type: 'OrderCreated', error: expect.stringContaining('total') });
    expect(await parked()).toMatchObject([{ reason: 'unprocessable', message_id: lines[0]?.message }]);
    expect(await received()).toEqual([]);
  });
});

describe('a database that is gone', () => {
  it('is waited for: no message is parked for it', async () => {
    const order = await orderCreated('1', 10);
    await postgres.kill('SIGKILL');
    let outages = 0;
    let restarted: Promise<void> = Promise.resolve();
    const onOutage = () => {
      outages += 1;
      if (outages === 1) restarted = postgres.restart();
    };
    await delivering(invoicing(), { onOutage })(order);
    await restarted;
    expect(outages).toBeGreaterThan(0);
    expect(told()).toEqual(['handled']);
    expect(await invoices()).toHaveLength(1);
  });

  it('is not waited for any longer when the consumer stops', async () => {
    const order = await orderCreated('1', 10);
    await postgres.kill('SIGKILL');
    const stopping = new AbortController();
    const delivery = delivering(invoicing(), { signal: stopping.signal, onOutage: () => stopping.abort() })(
      order,
    );
    await expect(delivery).rejects.toThrow('aborted');
    await postgres.restart();
    expect(told()).toEqual([]);
    expect(await received()).toEqual([]);
  });
});
