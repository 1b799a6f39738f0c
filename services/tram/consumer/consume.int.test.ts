import type pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as z from 'zod';
import { startKafka, type TestKafka } from '../../../cli/test/harness/kafka.ts';
import { startPostgres, type TestPostgres } from '../../../cli/test/harness/postgres.ts';
import type { Broker } from '../broker/broker.ts';
import { kafkaBroker } from '../broker/kafka/kafka-broker.ts';
import { consumeEvents } from '../events/consume-events.ts';
import { defineEvents } from '../events/definitions.ts';
import { eventHandlers } from '../events/handlers.ts';
import { publishEvents } from '../events/publish.ts';
import { sqlInbox } from '../inbox/sql-inbox.ts';
import type { Message } from '../message/message.ts';
import { encodeRecordValue } from '../message/record-value.ts';
import type { Line } from '../observe/line.ts';
import { createTramTables } from '../postgres/tables.ts';
import { inTransaction } from '../postgres/transaction.ts';
import type { HandlerContext } from './message-handler.ts';
import { testPool } from '../../../cli/test/harness/test-pool.ts';

const orderEvents = defineEvents('Order', { OrderCreated: z.object({ total: z.number() }) });

let postgres: TestPostgres;
let kafka: TestKafka;
let pool: pg.Pool;
let broker: Broker;

beforeAll(async () => {
  [postgres, kafka] = await Promise.all([startPostgres(), startKafka()]);
  pool = testPool({ connectionString: await postgres.createDatabase() });
  broker = kafkaBroker({ brokers: [kafka.bootstrap], clientId: 'consume' });
  await createTramTables(pool);
  await pool.query('CREATE TABLE invoices (sequence serial, order_id text, total numeric)');
  await broker.createTopics([{ name: 'Order', partitions: 4 }]);
});

afterAll(async () => {
  await broker.close();
  await pool.end();
  await Promise.all([postgres.stop(), kafka.stop()]);
});

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** Two replicas of a service, each invoicing every order once; a total of 13 is poison. */
async function startReplica(lines: Line[]) {
  return consumeEvents({
    consumer: 'invoicing',
    service: 'invoice-service',
    broker,
    inbox: sqlInbox(pool),
    lines: { write: (line) => lines.push(line), close: () => undefined },
    log: quiet,
    retry: { attempts: 2, baseMs: 1, maxMs: 1 },
    handlers: eventHandlers<HandlerContext>().on(orderEvents, {
      OrderCreated: async ({ aggregateId, payload: { total } }, { tx }) => {
        if (total === 13) throw new Error('unlucky');
        await tx.query('INSERT INTO invoices (order_id, total) VALUES ($1, $2)', [aggregateId, total]);
      },
    }),
  });
}

async function createOrders(totals: readonly number[]): Promise<Message[]> {
  const messages: Message[] = [];
  for (const total of totals) {
    const orderId = String(total % 10);
    const [message] = await inTransaction(pool, (tx) =>
      publishEvents(tx, orderEvents, orderId, [{ type: 'OrderCreated', payload: { total } }]),
    );
    messages.push(message!);
  }
  return messages;
}

it('has one effect per message, in order per key, with two replicas of which one leaves, repeats and poison', async () => {
  const lines: Line[] = [];
  const totals = Array.from({ length: 300 }, (_, index) => index);
  const messages = await createOrders(totals);
  const records = messages.map((message) => ({
    topic: message.destination,
    key: message.headers['PARTITION_ID'] ?? '',
    value: encodeRecordValue(message),
  }));
  const publisher = await broker.publisher();
  const [one, other] = [await startReplica(lines), await startReplica(lines)];

  await publisher.publish(records.slice(0, 150));
  await publisher.publish(records.slice(100, 200));
  await one.stop();
  await publisher.publish(records.slice(200));
  await publisher.publish(records.slice(0, 300));

  const ends = () => lines.filter(({ event }) => event !== 'retry').length;
  await expect.poll(ends, { timeout: 30_000 }).toBeGreaterThanOrEqual(650);
  await other.stop();

  const { rows: invoices } = await pool.query<{ order_id: string; total: number }>(
    'SELECT order_id, total::int FROM invoices ORDER BY sequence',
  );
  const unblocked = totals.filter((total) => total % 10 !== 3 || total < 13);
  for (let order = 0; order < 10; order += 1) {
    expect(invoices.filter(({ order_id }) => order_id === String(order)).map(({ total }) => total)).toEqual(
      unblocked.filter((total) => total % 10 === order),
    );
  }
  const { rows: parked } = await pool.query<{ reason: string; message_id: string }>(
    'SELECT reason, message_id FROM parked_messages ORDER BY sequence',
  );
  expect(parked[0]).toEqual({ reason: 'failed', message_id: messages[13]?.id });
  expect(new Set(parked.slice(1).map(({ reason }) => reason))).toEqual(new Set(['behind']));
  const blocked = totals
    .filter((total) => total % 10 === 3 && total >= 13)
    .map((total) => messages[total]?.id);
  expect([...new Set(parked.map(({ message_id }) => message_id))]).toEqual(blocked);
});
