import type { Db } from 'mongodb';
import { eventHandlers, type NoContext, UnprocessableMessageError } from '../../tram/index.ts';
import { orderEvents } from '../order/messages.ts';
import { fieldName } from '../field-name.ts';
import { contentSchema, unitsByProduct } from './domain.ts';
import { restoreItems } from './storage.ts';

/** What was in the cart comes back to it when its order is rejected. */
export function handlers(db: Db) {
  return eventHandlers<NoContext>().on(orderEvents, {
    StoreOrderRejected: async ({ aggregateId: orderId, messageId: eventId, payload }) => {
      const content = contentSchema.safeParse(unitsByProduct(payload.items));
      if (!content.success || !fieldName.safeParse(orderId).success)
        throw new UnprocessableMessageError(`Order ${orderId} has items that no cart can hold`);
      const restored = await restoreItems(db, {
        sessionId: payload.sessionId,
        orderId,
        eventId,
        content: content.data,
      });
      return restored ? undefined : 'duplicate';
    },
  });
}
