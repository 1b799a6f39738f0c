import { randomUUID } from 'node:crypto';
import { eventHandlers, type HandlerContext } from '../../tram/index.ts';
import { orderEvents } from '../order-service/messages.ts';
import { decideLine, insertLines, insertShipment } from './storage.ts';

/** What they do does not depend on which of an order's events comes first. */
export const handlers = eventHandlers<HandlerContext>().on(orderEvents, {
  OrderCreated: async ({ payload: { id: orderId, customerId, orderDate, lineItems } }, { tx }) => {
    if (!(await insertShipment(tx, { id: randomUUID(), orderId, customerId, orderDate }))) return 'duplicate';
    await insertLines(tx, orderId, lineItems);
    return undefined;
  },

  OrderLineUpdated: async ({ payload: { orderId, orderLineId, newStatus } }, { tx }) =>
    (await decideLine(tx, orderId, orderLineId, newStatus)) ? undefined : 'duplicate',
});
