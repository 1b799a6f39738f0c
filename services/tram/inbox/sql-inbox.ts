import type pg from 'pg';
import type { HandlerContext } from '../consumer/message-handler.ts';
import { inTransaction } from '../postgres/transaction.ts';
import type { Inbox } from './inbox.ts';
import { insertParked } from './insert-parked.ts';
import { insertReceived, insertRedriven } from './insert-received.ts';
import { deleteParked, lockKey, selectFirstParked } from './parked-key.ts';
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
    parkBehind(parked) {
      const { consumer, record } = parked;
      return inTransaction(pool, async (tx) => {
        const topicKey = { topic: record.topic, key: record.key ?? '' };
        await lockKey(tx, consumer, topicKey);
        if (!(await selectFirstParked(tx, consumer, topicKey))) return 'free';
        return (await insertParked(tx, parked)) ? 'parked' : 'duplicate';
      });
    },
    redriveNext(consumer, topicKey, work) {
      return inTransaction(pool, async (tx) => {
        await lockKey(tx, consumer, topicKey);
        const first = await selectFirstParked(tx, consumer, topicKey);
        if (!first) return 'none';
        await deleteParked(tx, first);
        if (first.messageId !== null && !(await insertRedriven(tx, consumer, first.messageId)))
          return 'duplicate';
        return (await work(first, { tx })) ?? 'handled';
      });
    },
    // Nothing is kept in memory: the insert itself looks for parked records of the key.
    refresh: () => Promise.resolve(),
  };
}
