import * as z from 'zod';
import { moneySchema } from '../../runtime/values/money.ts';
import { defineCommands, defineEvents, defineReplies, type EventOf, success } from '../../tram/index.ts';
import { itemSchema } from '../item.ts';

export const orderFailures = [
  'NOTHING_RESERVED',
  'TOTAL_DIFFERS',
  'PAYMENT_REFUSED',
  'PAYMENT_UNAVAILABLE',
  /** A participant did not answer in time. */
  'TIMED_OUT',
] as const;
export type OrderFailure = (typeof orderFailures)[number];

/** `orderId` is the saga's id, whoever repeats a command. */
export const orderCommands = defineCommands('order', {
  CreateOrder: z.object({
    orderId: z.string(),
    sessionId: z.string(),
    items: z.array(itemSchema),
    total: moneySchema,
  }),
  RejectOrder: z.object({ orderId: z.string(), reason: z.enum(orderFailures) }),
  ConfirmOrder: z.object({ orderId: z.string() }),
  /** A notification: the saga was undone before it came to create the order, which is written down as it was wished. */
  RefuseOrder: z.object({
    orderId: z.string(),
    sessionId: z.string(),
    items: z.array(itemSchema),
    total: moneySchema,
    reason: z.enum(orderFailures),
  }),
});

export const orderReplies = defineReplies({
  OrderCreated: success(z.object({ orderId: z.string() })),
  /** `existed`: it had been written down, so that its rejection was told. */
  OrderRejected: success(z.object({ existed: z.boolean().default(false) })),
  OrderConfirmed: success(z.object({})),
});

/** Every event carries all of the order. */
const orderEvent = z.object({
  sessionId: z.string(),
  items: z.array(itemSchema),
  total: moneySchema,
});

/** For whoever follows orders without being asked, such as the cart, which comes back when its order is rejected. */
export const orderEvents = defineEvents('StoreOrder', {
  StoreOrderPlaced: orderEvent,
  StoreOrderConfirmed: orderEvent,
  StoreOrderRejected: orderEvent.extend({ reason: z.enum(orderFailures) }),
});
export type OrderEvent = EventOf<typeof orderEvents>;

export const orderChannel = { name: orderCommands.channel, partitions: 4 } as const;
export const orderTopic = { name: orderEvents.aggregateType, partitions: 4 } as const;
