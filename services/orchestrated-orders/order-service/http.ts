import type pg from 'pg';
import * as z from 'zod';
import { paging } from '../../runtime/http/paging.ts';
import { Problem } from '../../runtime/http/problem.ts';
import { route, type Route } from '../../runtime/http/route.ts';
import { entityId, entityIdInPath } from '../../runtime/values/entity-id.ts';
import { moneySchema } from '../../runtime/values/money.ts';
import { inTransaction, type Transaction } from '../../tram/index.ts';
import type { CreateOrderData } from './create-order-data.ts';
import { type Order, orderStates, rejectionReasons } from './domain.ts';
import { findOrder, listOrders, listOrdersOf, nextOrderId } from './storage.ts';

/** Starts the saga in the transaction; resolves with its id once its first command is sent. */
export type StartCreateOrder = (tx: Transaction, data: CreateOrderData) => Promise<string>;

const orderView = z.object({
  orderId: entityId,
  orderState: z.enum(orderStates),
  rejectionReason: z.enum(rejectionReasons).nullable(),
});

export function routes(pool: pg.Pool, start: StartCreateOrder): Route[] {
  return [
    route({
      method: 'POST',
      path: '/orders',
      summary: 'Create an order: it is PENDING until its saga has decided',
      body: z.object({ customerId: entityId, orderTotal: moneySchema }),
      response: z.object({ orderId: entityId, sagaId: z.string() }),
      handle: ({ body }) =>
        inTransaction(pool, async (tx) => {
          const orderId = await nextOrderId(tx);
          return { orderId, sagaId: await start(tx, { orderId, ...body }) };
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
      params: z.object({ orderId: entityIdInPath }),
      response: orderView,
      problems: { 404: 'No such order' },
      handle: async ({ params: { orderId } }) => {
        const order = await findOrder(pool, orderId);
        if (!order) throw new Problem(404, `There is no order ${orderId}`);
        return toView(order);
      },
    }),
    route({
      method: 'GET',
      path: '/orders/customer/{customerId}',
      summary:
        'List the orders of a customer, oldest first; whether there is such a customer is not known here',
      params: z.object({ customerId: entityIdInPath }),
      query: paging,
      response: z.array(orderView),
      handle: async ({ params: { customerId }, query }) =>
        (await listOrdersOf(pool, customerId, query.limit, query.offset)).map(toView),
    }),
  ];
}

function toView({ id, state, rejectionReason }: Order): z.input<typeof orderView> {
  return { orderId: id, orderState: state, rejectionReason };
}
