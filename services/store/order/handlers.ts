import type { Db } from 'mongodb';
import {
  commandHandlers,
  type HandlerContext,
  publishEvents,
  reply,
  type Transaction,
} from '../../tram/index.ts';
import { type Decision, decide, type Order } from './domain.ts';
import { orderCommands, type OrderEvent, orderEvents, type OrderFailure, orderReplies } from './messages.ts';
import { findOrder, insertOrder, insertOrderEvent, updateDecision } from './storage.ts';

/**
 * The document is written before the transaction of inbox and outbox commits, and the same way however often: a crash between
 * the two has the command delivered again, and that finds the order as it left it.
 */
export function handlers(db: Db) {
  return commandHandlers<HandlerContext>().on(orderCommands, {
    CreateOrder: async ({ payload: { orderId, ...details } }, { tx }) => {
      await insertOrder(db, orderId, details);
      await publishOnce(tx, orderId, { type: 'StoreOrderPlaced', payload: details });
      return reply(orderReplies, { type: 'OrderCreated', payload: { orderId } });
    },

    RejectOrder: async ({ payload: { orderId, reason } }, { tx }) => {
      // None where its creation was given up: what never was is as good as rejected.
      const existed = Boolean(await findOrder(db, orderId));
      if (existed) await fail(db, tx, orderId, reason);
      return reply(orderReplies, { type: 'OrderRejected', payload: { existed } });
    },

    RefuseOrder: async ({ payload: { orderId, reason, ...details } }, { tx }) => {
      await insertOrder(db, orderId, details);
      await fail(db, tx, orderId, reason);
    },

    ConfirmOrder: async ({ payload: { orderId } }, { tx }) => {
      const { sessionId, items, total } = await settle(db, orderId, { status: 'SUCCESS' });
      await publishOnce(tx, orderId, { type: 'StoreOrderConfirmed', payload: { sessionId, items, total } });
      return reply(orderReplies, { type: 'OrderConfirmed', payload: {} });
    },
  });
}

async function fail(db: Db, tx: Transaction, orderId: string, reason: OrderFailure): Promise<void> {
  const { sessionId, items, total } = await settle(db, orderId, { status: 'FAILURE', reason });
  await publishOnce(tx, orderId, {
    type: 'StoreOrderRejected',
    payload: { sessionId, items, total, reason },
  });
}

/** Throws where there is no such order, or it was decided otherwise: a fault, which no refusal of ours can mend. */
async function settle(db: Db, orderId: string, decision: Decision): Promise<Order> {
  const order = await findOrder(db, orderId);
  if (!order) throw new Error(`There is no order ${orderId}`);
  const decided = decide(order, decision);
  if (!decided) throw new Error(`Order ${orderId} is ${order.status}: it cannot become ${decision.status}`);
  await updateDecision(db, decided);
  return decided;
}

/** A command that is sent again is answered again; its event is not told twice. */
async function publishOnce(tx: Transaction, orderId: string, event: OrderEvent): Promise<void> {
  if (await insertOrderEvent(tx, orderId, event.type)) await publishEvents(tx, orderEvents, orderId, [event]);
}
