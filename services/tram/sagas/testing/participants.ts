import type pg from 'pg';
import type { Broker } from '../../broker/broker.ts';
import { consumeCommands } from '../../commands/consume-commands.ts';
import { commandHandlers } from '../../commands/handlers.ts';
import { createLockTables } from '../../commands/locks/lock-tables.ts';
import { reply } from '../../commands/reply.ts';
import type { Consumer } from '../../consumer/consume.ts';
import type { HandlerContext } from '../../consumer/message-handler.ts';
import { sqlInbox } from '../../inbox/sql-inbox.ts';
import type { LineWriter } from '../../observe/line-writer.ts';
import type { Transaction } from '../../postgres/transaction.ts';
import { bankCommands, bankReplies, creditCommands, creditReplies } from './order-saga.ts';

export interface ParticipantsOptions {
  readonly pool: pg.Pool;
  readonly broker: Broker;
  readonly lines: LineWriter;
  /** Amounts whose reservation is an error for as long as they are here. */
  readonly broken: ReadonlySet<number>;
}

const creditLimit = 1_000;
export const refusedCharge = 99;
export const shippedTheThirdTime = 77;

/** Credit, one reservation at a time of a customer, and a bank that also ships, in one database. */
export async function startParticipants({
  pool,
  broker,
  lines,
  broken,
}: ParticipantsOptions): Promise<Consumer> {
  await createLockTables(pool);
  await pool.query(`CREATE TABLE effects (sequence serial, saga text, what text, amount int)`);
  const handlers = commandHandlers<HandlerContext>()
    .on(
      creditCommands,
      {
        Reserve: async ({ payload: { amount }, sagaId }, { tx }) => {
          if (amount > creditLimit)
            return reply(creditReplies, { type: 'LimitExceeded', payload: { available: creditLimit } });
          const number = await note(tx, sagaId, 'reserved', amount);
          if (broken.has(amount)) throw new Error('out of order');
          return reply(creditReplies, { type: 'Reserved', payload: { reservation: { number } } });
        },
        Release: async ({ payload: { amount }, sagaId }, { tx }) => {
          await note(tx, sagaId, 'released', amount);
          return reply(creditReplies, { type: 'Released', payload: {} });
        },
      },
      { lock: { Reserve: ({ payload: { customerId } }) => `Customer/${customerId}` } },
    )
    .on(bankCommands, {
      Charge: async ({ payload: { amount }, sagaId }, { tx }) => {
        if (amount === refusedCharge) return reply(bankReplies, { type: 'ChargeRefused', payload: {} });
        await note(tx, sagaId, 'charged', amount);
        return reply(bankReplies, { type: 'Charged', payload: {} });
      },
      Ship: async ({ payload: { amount }, sagaId }, { tx }) => {
        const asked = await note(tx, sagaId, 'asked to ship', amount);
        if (amount === shippedTheThirdTime && asked < 3)
          return reply(bankReplies, { type: 'OutOfPaper', payload: {} });
        return reply(bankReplies, { type: 'Shipped', payload: {} });
      },
    });
  return consumeCommands({
    consumer: 'participants',
    service: 'participants',
    broker,
    inbox: sqlInbox(pool),
    handlers,
    lines,
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    retry: { attempts: 2, baseMs: 1, maxMs: 2 },
  });
}

/** Resolves with how often it happened to the saga. */
async function note(
  tx: Transaction,
  sagaId: string | undefined,
  what: string,
  amount: number,
): Promise<number> {
  await tx.query('INSERT INTO effects (saga, what, amount) VALUES ($1, $2, $3)', [sagaId, what, amount]);
  const { rows } = await tx.query<{ count: number }>(
    'SELECT count(*)::int FROM effects WHERE saga = $1 AND what = $2',
    [sagaId, what],
  );
  return rows[0]?.count ?? 0;
}
