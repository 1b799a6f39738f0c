import type pg from 'pg';
import * as z from 'zod';
import { paging } from '../../runtime/http/paging.ts';
import { Problem } from '../../runtime/http/problem.ts';
import { route, type Route } from '../../runtime/http/route.ts';
import { entityId, type EntityId, entityIdInPath } from '../../runtime/values/entity-id.ts';
import { moneySchema } from '../../runtime/values/money.ts';
import { inTransaction, publishEvents } from '../../tram/index.ts';
import { type Order, orderStates, rejectionReasons } from './domain.ts';
import { execute } from './execute.ts';
import { orderEvents } from './messages.ts';
import { findOrder, insertOrder, listOrders } from './storage.ts';

const params = z.object({ orderId: entityIdInPath });
const orderDetails = z.object({ customerId: entityId, orderTotal: moneySchema });
const orderView = z.object({
  orderId: entityId,
  orderState: z.enum(orderStates),
  rejectionReason: z.enum(rejectionReasons).nullable(),
});

export function routes(pool: pg.Pool): Route[] {
  return [
    route({
      method: 'POST',
      path: '/orders',
      summary: 'Create an order: it is PENDING until the saga has decided',
      body: orderDetails,
      response: z.object({ orderId: entityId }),
      handle: ({ body }) =>
        inTransaction(pool, async (tx) => {
          const orderId = await insertOrder(tx, body);
          await publishEvents(tx, orderEvents, orderId, [
            { type: 'OrderCreated', payload: { orderDetails: body } },
          ]);
          return { orderId };
        }),
    }),
    route({
      method: 'GET',
      path: '/orders',
      summary: 'List orders, oldest first',
      query: paging,
      response: z.object({ orders: z.array(orderView) }),
      handle: async ({ query }) => ({
        orders: (await listOrders(pool, query.limit, query.offset)).map(toView),
      }),
    }),
    route({
      method: 'GET',
      path: '/orders/{orderId}',
      summary: 'Read an order',
      params,
      response: orderView,
      problems: { 404: 'No such order' },
      handle: async ({ params: { orderId } }) => {
        const order = await findOrder(pool, orderId);
        if (!order) throw noSuchOrder(orderId);
        return toView(order);
      },
    }),
    route({
      method: 'POST',
      path: '/orders/{orderId}/cancel',
      summary: 'Cancel an approved order, which releases the credit reserved for it',
      params,
      response: orderView,
      problems: { 404: 'No such order', 409: 'The order is not APPROVED' },
      handle: async ({ params: { orderId } }) => {
        const outcome = await inTransaction(pool, (tx) => execute(tx, orderId, { type: 'cancel' }));
        if (outcome.result === 'unknown') throw noSuchOrder(orderId);
        if (outcome.result === 'refused') throw notApproved(outcome.order);
        return toView(outcome.order);
      },
    }),
  ];
}

function toView({ id, state, rejectionReason }: Order): z.input<typeof orderView> {
  return { orderId: id, orderState: state, rejectionReason };
}

function noSuchOrder(orderId: EntityId): Problem {
  return new Problem(404, `There is no order ${orderId}`);
}

function notApproved({ id, state }: Order): Problem {
  return new Problem(409, `Order ${id} is ${state}: only an APPROVED order can be cancelled`);
}
