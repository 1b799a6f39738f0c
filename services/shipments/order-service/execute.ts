import { randomUUID } from 'node:crypto';
import type { Transaction } from '../../tram/index.ts';
import { decide, newOrder, type Order, type OrderDetails, type OrderLine } from './domain.ts';
import type { LineStatus } from './messages.ts';
import { insertOutboxEvent } from './outbox.ts';
import { findOrder, insertOrder, lockLine, updateLine } from './storage.ts';

export async function createOrder(tx: Transaction, details: OrderDetails): Promise<Order> {
  const order = newOrder(details, randomUUID);
  const { id, customerId, orderDate } = order;
  const lineItems = order.lineItems.map((line) => ({ ...line, totalPrice: line.totalPrice.amount }));
  await insertOrder(tx, order);
  await insertOutboxEvent(tx, id, {
    type: 'OrderCreated',
    payload: { eventType: 'OrderCreated', id, customerId, orderDate, lineItems },
  });
  return order;
}

export type Outcome =
  | { readonly result: 'done'; readonly order: Order }
  | { readonly result: 'refused'; readonly line: OrderLine }
  | { readonly result: 'unknown order' }
  | { readonly result: 'unknown line' };

/** Nothing changes, and nothing is said, when the line's status does not lead to the new one. */
export async function changeLine(
  tx: Transaction,
  orderId: string,
  orderLineId: string,
  newStatus: LineStatus,
): Promise<Outcome> {
  const line = await lockLine(tx, orderId, orderLineId);
  if (!line) return (await findOrder(tx, orderId)) ? { result: 'unknown line' } : { result: 'unknown order' };
  const changed = decide(line, newStatus);
  if (!changed) return { result: 'refused', line };

  await updateLine(tx, changed);
  const payload = { orderId, orderLineId, newStatus, oldStatus: line.status };
  await insertOutboxEvent(tx, orderId, {
    type: 'OrderLineUpdated',
    payload: { eventType: 'OrderLineUpdated', ...payload },
  });
  const order = await findOrder(tx, orderId);
  return order ? { result: 'done', order } : { result: 'unknown order' };
}
