import type { EntityId } from '../../runtime/values/entity-id.ts';
import { publishEvents, type Transaction } from '../../tram/index.ts';
import { decide, type Order, type OrderCommand } from './domain.ts';
import { orderEvents } from './messages.ts';
import { lockOrder, updateOrder } from './storage.ts';

export type Outcome =
  | { readonly result: 'done'; readonly order: Order }
  | { readonly result: 'refused'; readonly order: Order }
  | { readonly result: 'unknown' };

/** Carries out a command: load, decide, save, publish. Nothing is published when the order's state refuses it. */
export async function execute(tx: Transaction, orderId: EntityId, command: OrderCommand): Promise<Outcome> {
  const order = await lockOrder(tx, orderId);
  if (!order) return { result: 'unknown' };
  const decision = decide(order, command);
  if (!decision) return { result: 'refused', order };

  await updateOrder(tx, decision.order);
  const { customerId, orderTotal } = order;
  await publishEvents(tx, orderEvents, orderId, [
    { type: decision.event, payload: { orderDetails: { customerId, orderTotal } } },
  ]);
  return { result: 'done', order: decision.order };
}
