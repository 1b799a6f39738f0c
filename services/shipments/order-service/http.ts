import type pg from 'pg';
import * as z from 'zod';
import { Answer } from '../../runtime/http/answer.ts';
import { paging } from '../../runtime/http/paging.ts';
import { Problem } from '../../runtime/http/problem.ts';
import { route, type Route } from '../../runtime/http/route.ts';
import { requiredText } from '../../runtime/values/text.ts';
import { inTransaction } from '../../tram/index.ts';
import { isoDate, positiveInt, price, uuid } from '../values.ts';
import { type Order, type OrderLine, statusesAfter } from './domain.ts';
import { changeLine, createOrder } from './execute.ts';
import { lineStatuses } from './messages.ts';
import { findOrder, listOrders } from './storage.ts';

const lineDetails = z.object({ item: requiredText(255), quantity: positiveInt, totalPrice: price });
const orderDetails = z.object({
  customerId: positiveInt,
  orderDate: isoDate,
  lineItems: z.array(lineDetails).min(1, 'must have at least one line'),
});
const status = z.enum(lineStatuses, `must be one of ${lineStatuses.join(', ')}`);
const orderView = z.object({
  id: uuid,
  customerId: positiveInt,
  orderDate: isoDate,
  lineItems: z.array(lineDetails.extend({ id: uuid, status })),
});

export function routes(pool: pg.Pool): Route[] {
  return [
    route({
      method: 'POST',
      path: '/orders',
      summary: 'Create an order, each of its lines ENTERED',
      body: orderDetails,
      success: { status: 201, type: 'application/json' },
      response: orderView,
      handle: async ({ body }) => {
        const order = await inTransaction(pool, (tx) => createOrder(tx, body));
        return new Answer(201, { body: toView(order), headers: { location: `/orders/${order.id}` } });
      },
    }),
    route({
      method: 'GET',
      path: '/orders',
      summary: 'List orders, oldest date first',
      query: paging,
      response: z.object({ orders: z.array(orderView) }),
      handle: async ({ query: { limit, offset } }) => ({
        orders: (await listOrders(pool, limit, offset)).map(toView),
      }),
    }),
    route({
      method: 'GET',
      path: '/orders/{orderId}',
      summary: 'Read an order',
      params: z.object({ orderId: uuid }),
      response: orderView,
      problems: { 404: 'No such order' },
      handle: async ({ params: { orderId } }) => {
        const order = await findOrder(pool, orderId);
        if (!order) throw noSuchOrder(orderId);
        return toView(order);
      },
    }),
    route({
      method: 'PUT',
      path: '/orders/{orderId}/lines/{orderLineId}',
      summary: 'Cancel or ship a line that is ENTERED',
      params: z.object({ orderId: uuid, orderLineId: uuid }),
      body: z.object({ newStatus: status }),
      response: orderView,
      problems: { 404: 'No such order, or no such line of it', 409: 'The line is decided already' },
      handle: async ({ params: { orderId, orderLineId }, body: { newStatus } }) => {
        const outcome = await inTransaction(pool, (tx) => changeLine(tx, orderId, orderLineId, newStatus));
        if (outcome.result === 'unknown order') throw noSuchOrder(orderId);
        if (outcome.result === 'unknown line')
          throw new Problem(404, `Order ${orderId} has no line ${orderLineId}`);
        if (outcome.result === 'refused') throw refused(outcome.line, newStatus);
        return toView(outcome.order);
      },
    }),
  ];
}

function toView({ id, customerId, orderDate, lineItems }: Order): z.input<typeof orderView> {
  return {
    id,
    customerId,
    orderDate,
    lineItems: lineItems.map((line) => ({
      id: line.id,
      item: line.item,
      quantity: line.quantity,
      status: line.status,
      totalPrice: line.totalPrice.amount,
    })),
  };
}

function noSuchOrder(orderId: string): Problem {
  return new Problem(404, `There is no order ${orderId}`);
}

function refused({ id, status: current }: OrderLine, newStatus: string): Problem {
  const after = statusesAfter(current);
  const rule = after.length === 0 ? 'which is final' : `after which comes ${after.join(' or ')}`;
  return new Problem(409, `Line ${id} is ${current}, ${rule}: it cannot become ${newStatus}`);
}
