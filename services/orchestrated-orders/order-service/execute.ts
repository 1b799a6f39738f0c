import type { EntityId } from '../../runtime/values/entity-id.ts';
import type { Transaction } from '../../tram/index.ts';
import { decide, type OrderCommand } from './domain.ts';
import { lockOrder, updateOrder } from './storage.ts';

/**
 * Carries out a command: load, decide, save. Throws when there is no such order, or when it is decided: only its saga
 * decides it, and a saga does so once.
 */
export async function execute(tx: Transaction, orderId: EntityId, command: OrderCommand): Promise<void> {
  const order = await lockOrder(tx, orderId);
  if (!order) throw new Error(`There is no order ${orderId}`);
  const decided = decide(order, command);
  if (!decided) throw new Error(`Order ${orderId} is ${order.state}: too late to ${command.type} it`);
  await updateOrder(tx, decided);
}
