import type pg from 'pg';
import * as z from 'zod';
import type { BrokerRecord } from '../broker/broker.ts';
import { createDeliver } from '../consumer/deliver.ts';
import type { HandlerContext } from '../consumer/message-handler.ts';
import { sqlInbox } from '../inbox/sql-inbox.ts';
import { parseJson } from '../message/json.ts';
import { newMessageId } from '../message/message-id.ts';
import type { Headers, Message } from '../message/message.ts';
import { encodeRecordValue } from '../message/record-value.ts';
import type { DeliveryLine, Line } from '../observe/line.ts';
import { createTramTables } from '../postgres/tables.ts';
import { commandMessage, type OutgoingCommand } from './command-message.ts';
import { commandHandlerFor } from './consume-commands.ts';
import { defineCommands } from './definitions.ts';
import { commandHandlers, type CommandHandlers } from './handlers.ts';
import { createLockTables } from './locks/lock-tables.ts';
import { defineReplies, failure, reply, success } from './reply.ts';

export const creditCommands = defineCommands('credit', {
  Reserve: z.object({ customerId: z.number(), amount: z.number() }),
  Release: z.object({ customerId: z.number() }),
});

export const creditReplies = defineReplies({
  Reserved: success(z.object({ amount: z.number() })),
  LimitExceeded: failure(z.object({})),
  Released: success(z.object({})),
});

/** Reserves up to 100; 13 is poison. */
function reserving(): CommandHandlers<HandlerContext> {
  return commandHandlers<HandlerContext>().on(
    creditCommands,
    {
      Reserve: async ({ payload: { customerId, amount }, sagaId }, { tx }) => {
        await tx.query('INSERT INTO reservations (customer, saga, amount) VALUES ($1, $2, $3)', [
          customerId,
          sagaId,
          amount,
        ]);
        if (amount === 13) throw new Error('unlucky');
        return amount > 100
          ? reply(creditReplies, { type: 'LimitExceeded', payload: {} })
          : reply(creditReplies, { type: 'Reserved', payload: { amount } });
      },
      Release: async ({ payload: { customerId }, sagaId }, { tx }) => {
        await tx.query('DELETE FROM reservations WHERE customer = $1 AND saga = $2', [customerId, sagaId]);
        return reply(creditReplies, { type: 'Released', payload: {} });
      },
    },
    { lock: { Reserve: ({ payload: { customerId } }) => `Customer/${customerId}` } },
  );
}

/** A participant, its database, and the commands it gets. */
export async function creditService(pool: pg.Pool, handlers: CommandHandlers<HandlerContext> = reserving()) {
  await createTramTables(pool);
  await createLockTables(pool);
  await pool.query('CREATE TABLE reservations (sequence serial, customer int, saga text, amount int)');
  const lines: DeliveryLine[] = [];
  let nextOffset = 0;

  const rows = async (sql: string) => (await pool.query<Record<string, unknown>>(sql)).rows;

  const deliver = createDeliver({
    consumer: 'credit-commands',
    service: 'credit-service',
    inbox: sqlInbox(pool),
    handlerFor: (message) => commandHandlerFor(handlers, message),
    lines: { write: (line: Line) => lines.push(line as DeliveryLine), close: () => undefined },
    retry: { attempts: 2, baseMs: 1, maxMs: 1 },
    signal: new AbortController().signal,
    onOutage: () => undefined,
  });

  function recordOf(message: Message): BrokerRecord {
    nextOffset += 1;
    const key = message.headers['PARTITION_ID'] ?? null;
    const value = encodeRecordValue(message);
    return { topic: 'credit', partition: 0, offset: String(nextOffset), key, value, timestampMs: 1 };
  }

  return {
    lines,
    rows,
    recordOf,
    deliver,
    /** Hands over a command of the saga `saga`, and resolves with its message. */
    async command(type: string, payload: unknown, saga = 's1', more: Partial<OutgoingCommand> = {}) {
      const of = { type: 'OrderSaga', id: saga, step: 'reserve' };
      const given = { channel: 'credit', type, payload, replyTo: 'OrderSaga-reply', saga: of, ...more };
      const message = commandMessage(given, newMessageId());
      await deliver(recordOf(message));
      return message;
    },
    async replies(): Promise<{ headers: Headers; payload: unknown }[]> {
      const { rows: stored } = await pool.query<{ headers: string; payload: string }>(
        'SELECT headers, payload FROM message ORDER BY id',
      );
      return stored.map(({ headers, payload }) => ({
        headers: JSON.parse(headers) as Headers,
        payload: parseJson(payload),
      }));
    },
    reservations: () =>
      rows('SELECT customer, saga, amount FROM reservations ORDER BY sequence') as Promise<
        { customer: number; saga: string; amount: number }[]
      >,
    locks: () => rows('SELECT target, saga_id AS saga FROM saga_lock_table'),
    stashed: () => rows('SELECT saga_id AS saga FROM saga_stash_table ORDER BY sequence'),
    told: () => lines.map(({ event, attempt }) => (attempt === undefined ? event : `${event} ${attempt}`)),
  };
}
