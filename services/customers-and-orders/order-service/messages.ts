import * as z from 'zod';
import { entityId } from '../../runtime/values/entity-id.ts';
import { moneySchema } from '../../runtime/values/money.ts';
import { defineEvents } from '../../tram/index.ts';

/** Every event carries all of the order, so that a view can apply any of them without the others. */
const orderEvent = z.object({
  orderDetails: z.object({ customerId: entityId, orderTotal: moneySchema }),
});

export const orderEvents = defineEvents('Order', {
  OrderCreated: orderEvent,
  OrderApproved: orderEvent,
  OrderRejected: orderEvent,
  OrderCancelled: orderEvent,
});

export const orderTopic = { name: orderEvents.aggregateType, partitions: 4 } as const;
