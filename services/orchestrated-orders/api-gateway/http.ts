import * as z from 'zod';
import { Answer } from '../../runtime/http/answer.ts';
import { paging } from '../../runtime/http/paging.ts';
import { Problem } from '../../runtime/http/problem.ts';
import { NoAnswerError, type Remote, type RemoteRequest } from '../../runtime/http/remote.ts';
import { route, type Route } from '../../runtime/http/route.ts';
import { entityId, entityIdInPath } from '../../runtime/values/entity-id.ts';
import { moneySchema } from '../../runtime/values/money.ts';
import { composeHistory } from './domain.ts';
import { askForCustomer, askForOrders, type Upstream } from './upstream.ts';

const customerParams = z.object({ customerId: entityIdInPath });

const historyView = z.object({
  customerId: entityId,
  name: z.string().nullable(),
  creditLimit: moneySchema.nullable(),
  orders: z
    .array(z.object({ orderId: entityId, orderState: z.string(), rejectionReason: z.string().nullable() }))
    .readonly()
    .nullable(),
  partial: z.literal(true).optional(),
  missing: z
    .array(z.object({ part: z.enum(['customer', 'orders']), why: z.string() }))
    .readonly()
    .optional(),
});

const problems = { 404: 'No such thing', 503: 'The service does not answer' } as const;

export function routes({ customers, orders }: Upstream): Route[] {
  return [
    route({
      method: 'GET',
      path: '/customers/{customerId}/orderhistory',
      summary: 'A customer with all orders, composed of what both services say at this moment',
      params: customerParams,
      response: historyView,
      problems: { 404: 'No such customer', 503: 'Neither service answers' },
      handle: async ({ params: { customerId } }) => {
        const [customer, placed] = await Promise.all([
          askForCustomer(customers, customerId),
          askForOrders(orders, customerId),
        ]);
        const history = composeHistory(customerId, customer, placed);
        if (!history) throw new Problem(404, `There is no customer ${customerId}`);
        if (customer.kind === 'missing' && placed.kind === 'missing')
          throw new Problem(503, `${customer.why}; ${placed.why}`);
        return history;
      },
    }),
    ...passedOn(customers, '/customers', 'customerId'),
    ...passedOn(orders, '/orders', 'orderId'),
    route({
      method: 'GET',
      path: '/orders/customer/{customerId}',
      summary: 'As the service behind answers',
      params: customerParams,
      query: paging,
      response: z.unknown(),
      problems,
      handle: ({ params: { customerId }, query }) =>
        passOnPage(orders, `/orders/customer/${customerId}`, query),
    }),
  ];
}

/** Create, list and read, as the service answers them, its problems too. */
function passedOn(service: Remote, path: string, id: string): Route[] {
  const summary = 'As the service behind answers';
  return [
    route({
      method: 'POST',
      path,
      summary,
      body: z.unknown(),
      response: z.unknown(),
      problems,
      handle: ({ body }) => passOn(service, { method: 'POST', path, body }),
    }),
    route({
      method: 'GET',
      path,
      summary,
      query: paging,
      response: z.unknown(),
      problems,
      handle: ({ query }) => passOnPage(service, path, query),
    }),
    route({
      method: 'GET',
      path: `${path}/{${id}}`,
      summary,
      params: z.object({ [id]: entityIdInPath }),
      response: z.unknown(),
      problems,
      handle: ({ params }) => passOn(service, { method: 'GET', path: `${path}/${params[id]}` }),
    }),
  ];
}

function passOnPage(
  service: Remote,
  path: string,
  { limit, offset }: z.output<typeof paging>,
): Promise<Answer<unknown>> {
  return passOn(service, { method: 'GET', path: `${path}?limit=${limit}&offset=${offset}` });
}

async function passOn(service: Remote, request: RemoteRequest): Promise<Answer<unknown>> {
  try {
    const { status, headers, body } = await service(request);
    return new Answer(status, { body, headers: { 'content-type': headers['content-type'] ?? '' } });
  } catch (error) {
    if (error instanceof NoAnswerError) throw new Problem(503, error.message);
    throw error;
  }
}
