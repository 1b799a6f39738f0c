import type pg from 'pg';
import * as z from 'zod';
import type { BrokerRecord, DeadLetterPolicy } from '../broker/broker.ts';
import { defineEvents } from '../events/definitions.ts';
import { eventHandlers, type EventHandlers } from '../events/handlers.ts';
import { publishEvents } from '../events/publish.ts';
import { sqlInbox } from '../inbox/sql-inbox.ts';
import type { Message } from '../message/message.ts';
import { encodeRecordValue } from '../message/record-value.ts';
import type { DeliveryLine, Line } from '../observe/line.ts';
import { createTramTables } from '../postgres/tables.ts';
import { inTransaction } from '../postgres/transaction.ts';
import { createDeliver } from './deliver.ts';
import { eventuateMessage } from './eventuate-message.ts';
import { createRedrive } from './redrive.ts';
import type { HandlerContext } from './message-handler.ts';

export const orderEvents = defineEvents('Order', {
  OrderCreated: z.object({ total: z.number() }),
  OrderShipped: z.object({}),
});
const invoiceEvents = defineEvents('Invoice', { InvoiceMade: z.object({}) });

/** A handler that writes a row and publishes, then does as `then` says. */
export function invoicing(
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
  readonly deadLetters?: DeadLetterPolicy;
}

/** A service that makes an invoice for each order, its database, and the records it gets. */
export async function invoiceService(pool: pg.Pool) {
  await createTramTables(pool);
  await pool.query('CREATE TABLE invoices (order_id text, total numeric)');
  const lines: DeliveryLine[] = [];
  let nextOffset = 0;

  const rows = async (sql: string) => (await pool.query<Record<string, unknown>>(sql)).rows;

  function record(value: string | null, key: string | null = null): BrokerRecord {
    nextOffset += 1;
    return { topic: 'Order', partition: 0, offset: String(nextOffset), key, value, timestampMs: 1_000 };
  }

  const recordOf = (message: Message) => record(encodeRecordValue(message), message.headers['PARTITION_ID']);

  return {
    lines,
    rows,
    record,
    recordOf,
    delivering: (
      handlers: EventHandlers<HandlerContext>,
      { signal, onOutage = () => undefined, deadLetters }: Options = {},
    ) =>
      createDeliver({
        consumer: 'invoicing',
        service: 'invoice-service',
        inbox: sqlInbox(pool),
        handlerFor: (message) => handlers.handlerFor(message),
        lines: { write: (line: Line) => lines.push(line as DeliveryLine), close: () => undefined },
        retry: { attempts: 3, baseMs: 2, maxMs: 4 },
        deadLetters,
        signal: signal ?? new AbortController().signal,
        onOutage,
      }),
    redriving: (handlers: EventHandlers<HandlerContext>, readMessage = eventuateMessage) =>
      createRedrive({
        readMessage,
        consumer: 'invoicing',
        service: 'invoice-service',
        inbox: sqlInbox(pool),
        handlerFor: (message) => handlers.handlerFor(message),
        lines: { write: (line: Line) => lines.push(line as DeliveryLine), close: () => undefined },
        signal: new AbortController().signal,
      }),
    async orderCreated(orderId: string, total: number): Promise<BrokerRecord> {
      const [message] = await inTransaction(pool, (tx) =>
        publishEvents(tx, orderEvents, orderId, [{ type: 'OrderCreated', payload: { total } }]),
      );
      return recordOf(message!);
    },
    invoices: () => rows('SELECT order_id, total::int FROM invoices ORDER BY total'),
    received: () => rows('SELECT consumer_id, message_id FROM received_messages ORDER BY message_id'),
    parked: () =>
      rows(
        'SELECT record_offset, reason, error, attempts, message_id FROM parked_messages ORDER BY sequence',
      ),
    told: () => lines.map(({ event, attempt }) => (attempt === undefined ? event : `${event} ${attempt}`)),
  };
}
