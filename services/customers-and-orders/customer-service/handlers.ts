import { aggregateEntityId } from '../../runtime/values/aggregate-entity-id.ts';
import type { EntityId } from '../../runtime/values/entity-id.ts';
import type { Money } from '../../runtime/values/money.ts';
import { eventHandlers, type HandlerContext, publishEvents, type Transaction } from '../../tram/index.ts';
import { orderEvents } from '../order-service/messages.ts';
import { type Credit, decideCredit } from './domain.ts';
import { customerEvents } from './messages.ts';
import { deleteReservation, insertDecision, lockCustomer, reservedCredit } from './storage.ts';

export const handlers = eventHandlers<HandlerContext>().on(orderEvents, {
  OrderCreated: async (event, { tx }) => {
    const { customerId, orderTotal } = event.payload.orderDetails;
    const decided = await reserveCredit(tx, customerId, aggregateEntityId(event), orderTotal);
    return decided ? undefined : 'duplicate';
  },

  OrderCancelled: async (event, { tx }) => {
    const { customerId } = event.payload.orderDetails;
    const released = await deleteReservation(tx, customerId, aggregateEntityId(event));
    return released ? undefined : 'duplicate';
  },
});

/** False, and nothing happens, when the order was decided before. */
async function reserveCredit(
  tx: Transaction,
  customerId: EntityId,
  orderId: EntityId,
  orderTotal: Money,
): Promise<boolean> {
  const decision = decideCredit(await lockCredit(tx, customerId), orderTotal);
  const reserved = decision === 'CustomerCreditReserved' ? orderTotal : undefined;
  if (!(await insertDecision(tx, { customerId, orderId, decision, reserved }))) return false;

  await publishEvents(tx, customerEvents, customerId, [{ type: decision, payload: { customerId, orderId } }]);
  return true;
}

/** The customer's credit, locked; undefined when there is no such customer. */
async function lockCredit(tx: Transaction, customerId: EntityId): Promise<Credit | undefined> {
  const customer = await lockCustomer(tx, customerId);
  return customer && { limit: customer.creditLimit, reserved: await reservedCredit(tx, customerId) };
}
