import * as z from 'zod';
import type { JsonNumber } from '../../runtime/values/json-number.ts';
import { defineEvents } from '../../tram/index.ts';

export const lineStatuses = ['ENTERED', 'CANCELLED', 'SHIPPED'] as const;
export type LineStatus = (typeof lineStatuses)[number];

const lineItem = z.object({
  id: z.uuid(),
  item: z.string(),
  quantity: z.int(),
  totalPrice: z.custom<JsonNumber>(),
  status: z.enum(lineStatuses),
});

export const orderEvents = defineEvents('order', {
  OrderCreated: z.object({
    eventType: z.literal('OrderCreated'),
    id: z.uuid(),
    customerId: z.int(),
    orderDate: z.iso.datetime(),
    lineItems: z.array(lineItem),
  }),
  OrderLineUpdated: z.object({
    eventType: z.literal('OrderLineUpdated'),
    orderId: z.uuid(),
    orderLineId: z.uuid(),
    newStatus: z.enum(lineStatuses),
    oldStatus: z.enum(lineStatuses),
  }),
});

/** Where Debezium's event router sends them: `<aggregate type>.events`. */
export const orderTopic = { name: `${orderEvents.aggregateType}.events`, partitions: 4 } as const;
