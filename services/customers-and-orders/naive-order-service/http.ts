import type pg from 'pg';
import * as z from 'zod';
import { Problem } from '../../runtime/http/problem.ts';
import { route, type Route } from '../../runtime/http/route.ts';
import { entityId, entityIdInPath } from '../../runtime/values/entity-id.ts';
import { moneySchema } from '../../runtime/values/money.ts';
import { inTransaction, type Publisher } from '../../tram/index.ts';
import { sendOrderCreated } from './send.ts';
import { findState, insertOrder } from './storage.ts';

export function routes(pool: pg.Pool, publisher: Publisher): Route[] {
  return [
    route({
      method: 'POST',
      path: '/orders',
      summary: 'Create an order',
      body: z.object({ customerId: entityId, orderTotal: moneySchema }),
      response: z.object({ orderId: entityId }),
      async handle({ body }) {
        const orderId = await inTransaction(pool, (tx) => insertOrder(tx, body));
        // Whoever dies here has an order of which nobody will ever hear.
        await sendOrderCreated(publisher, orderId, body);
        return { orderId };
      },
    }),
    route({
      method: 'GET',
      path: '/orders/{orderId}',
      summary: 'Read an order',
      params: z.object({ orderId: entityIdInPath }),
      response: z.object({ orderId: entityId, orderState: z.string() }),
      problems: { 404: 'No such order' },
      async handle({ params: { orderId } }) {
        const orderState = await findState(pool, orderId);
        if (orderState === undefined) throw new Problem(404, `There is no order ${orderId}`);
        return { orderId, orderState };
      },
    }),
  ];
}
