import type pg from 'pg';
import * as z from 'zod';
import { paging } from '../../runtime/http/paging.ts';
import { Problem } from '../../runtime/http/problem.ts';
import { route, type Route } from '../../runtime/http/route.ts';
import { entityId, entityIdInPath } from '../../runtime/values/entity-id.ts';
import { moneySchema } from '../../runtime/values/money.ts';
import { requiredText } from '../../runtime/values/text.ts';
import { inTransaction } from '../../tram/index.ts';
import type { Customer } from './domain.ts';
import { findCustomer, insertCustomer, listCustomers } from './storage.ts';

const customerView = z.object({ customerId: entityId, name: z.string(), creditLimit: moneySchema });

export function routes(pool: pg.Pool): Route[] {
  return [
    route({
      method: 'POST',
      path: '/customers',
      summary: 'Create a customer',
      body: z.object({ name: requiredText(200), creditLimit: moneySchema }),
      response: z.object({ customerId: entityId }),
      handle: async ({ body }) => ({
        customerId: await inTransaction(pool, (tx) => insertCustomer(tx, body)),
      }),
    }),
    route({
      method: 'GET',
      path: '/customers',
      summary: 'List customers, oldest first',
      query: paging,
      response: z.object({ customers: z.array(customerView) }),
      handle: async ({ query }) => ({
        customers: (await listCustomers(pool, query.limit, query.offset)).map(toView),
      }),
    }),
    route({
      method: 'GET',
      path: '/customers/{customerId}',
      summary: 'Read a customer',
      params: z.object({ customerId: entityIdInPath }),
      response: customerView,
      problems: { 404: 'No such customer' },
      handle: async ({ params: { customerId } }) => {
        const customer = await findCustomer(pool, customerId);
        if (!customer) throw new Problem(404, `There is no customer ${customerId}`);
        return toView(customer);
      },
    }),
  ];
}

function toView({ id, name, creditLimit }: Customer): z.input<typeof customerView> {
  return { customerId: id, name, creditLimit };
}
