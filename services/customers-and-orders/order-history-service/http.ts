import type { Db } from 'mongodb';
import * as z from 'zod';
import { Problem } from '../../runtime/http/problem.ts';
import { route, type Route } from '../../runtime/http/route.ts';
import { entityId, entityIdInPath } from '../../runtime/values/entity-id.ts';
import { moneySchema } from '../../runtime/values/money.ts';
import { orderStates } from './domain.ts';
import { countCustomers, findCustomer, findOrder } from './storage.ts';

const params = z.object({ customerId: entityIdInPath });
const state = z.enum(orderStates);

const customerView = z.object({
  id: entityId,
  name: z.string(),
  creditLimit: moneySchema,
  orders: z.record(z.string(), z.object({ orderId: entityId, state, orderTotal: moneySchema })),
});

export function routes(db: Db): Route[] {
  const customer = (path: string, summary: string): Route =>
    route({
      method: 'GET',
      path,
      summary,
      params,
      response: customerView,
      problems: { 404: 'No such customer, or its creation has not arrived yet' },
      handle: async ({ params: { customerId } }) => {
        const found = await findCustomer(db, customerId);
        if (!found) throw new Problem(404, `There is no customer ${customerId}`);
        return found;
      },
    });

  return [
    route({
      method: 'GET',
      path: '/customers/count',
      summary: 'How many customers there are',
      response: z.number(),
      handle: () => countCustomers(db),
    }),
    customer('/customers/{customerId}', 'Read a customer with all orders'),
    customer('/customers/{customerId}/orderhistory', 'The same, by the name of the gateway of the original'),
    route({
      method: 'GET',
      path: '/orders/{orderId}',
      summary: 'Read an order',
      params: z.object({ orderId: entityIdInPath }),
      response: z.object({ id: entityId, customerId: entityId, state, orderTotal: moneySchema }),
      problems: { 404: 'No such order, or its creation has not arrived yet' },
      handle: async ({ params: { orderId } }) => {
        const found = await findOrder(db, orderId);
        if (!found) throw new Problem(404, `There is no order ${orderId}`);
        return found;
      },
    }),
  ];
}
