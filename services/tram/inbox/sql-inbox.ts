import type pg from 'pg';
import type { HandlerContext } from '../consumer/message-handler.ts';
import { inTransaction } from '../postgres/transaction.ts';
import type { Inbox } from './inbox.ts';
import { insertParked } from './insert-parked.ts';
import { insertReceived } from './insert-received.ts';
import { wasReceived } from './select-received.ts';

/**
 * The note that a message was received, the handler's effects and the messages it sends are one transaction: all of
 * them happen, once, or none. Tables: `createTramTables`.
 */
export function sqlInbox(pool: pg.Pool): Inbox<HandlerContext> {
  return {
    receive(delivery, work) {
      return inTransaction(pool, async (tx) => {
        if (await insertReceived(tx, delivery)) return (await work({ tx })) ?? 'handled';
        return (await wasReceived(tx, delivery)) ? 'duplicate' : 'blocked';
      });
    },
    park: (parked) => insertParked(pool, parked),
    // Nothing is kept in memory: the insert itself looks for parked records of the key.
    refresh: () => Promise.resolve(),
  };
}
