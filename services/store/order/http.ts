import type { Db } from 'mongodb';
import * as z from 'zod';
import { Problem } from '../../runtime/http/problem.ts';
import { route, type Route } from '../../runtime/http/route.ts';
import { plainMoney } from '../../runtime/values/money.ts';
import { type Order, orderStatuses } from './domain.ts';
import { orderFailures } from './messages.ts';
import { findOrder } from './storage.ts';

const orderView = z.object({
  orderId: z.string(),
  status: z.enum(orderStatuses),
  reason: z.enum(orderFailures).nullable(),
  total: plainMoney,
  items: z.array(z.object({ productId: z.string(), name: z.string(), units: z.int(), price: plainMoney })),
});

export function routes(db: Db): Route[] {
  return [
    route({
      method: 'GET',
      path: '/orders/{orderId}',
      summary: 'Read an order: PENDING until its saga has decided',
      params: z.object({ orderId: z.string() }),
      response: orderView,
      problems: { 404: 'No such order, or its saga has not come to create it' },
      handle: async ({ params: { orderId } }) => {
        const order = await findOrder(db, orderId);
        if (!order) throw new Problem(404, `There is no order ${orderId}`);
        return toView(order);
      },
    }),
  ];
}

/** Whose session it was is nobody's business. */
function toView({ orderId, status, reason, total, items }: Order): z.input<typeof orderView> {
  return {
    orderId,
    status,
    reason,
    total: total.amount,
    items: items.map(({ price, ...item }) => ({ ...item, price: price.amount })),
  };
}
