import * as z from 'zod';
import { Answer } from '../../runtime/http/answer.ts';
import { Problem } from '../../runtime/http/problem.ts';
import { route, type Route } from '../../runtime/http/route.ts';
import { plainMoney } from '../../runtime/values/money.ts';
import { newMessageId } from '../../tram/index.ts';
import { cardSchema } from '../card-seal.ts';
import { hostHeader, pageQuery, pageShape, toPage } from '../hal.ts';
import { behaviours } from './behaviour.ts';
import type { Institute } from './institute.ts';
import type { Payment } from './ledger.ts';
import { settingRoutes } from './setting-routes.ts';

const key = z.string().min(1).max(200);
const keyInPath = z.object({ key });
const paymentView = z.object({
  key,
  state: z.enum(['pending', 'charged', 'refused', 'cancelled']),
  total: plainMoney.nullable(),
  asked: z.int(),
});

export function routes(institute: Institute): Route[] {
  return [
    route({
      method: 'POST',
      path: '/pay',
      summary: 'Charge a card: once for each idempotency key, however often it is asked for',
      headers: z.object({ 'idempotency-key': key.optional() }),
      body: cardSchema.extend({ total: plainMoney }),
      response: z.string(),
      success: { status: 200, type: 'text/plain' },
      answers: { 402: 'The card is refused', 409: 'It was cancelled', 500: 'Nothing was done: ask again' },
      async handle({ headers, body: { cardNumber, total } }) {
        // T2's clients send no key: each of their requests is a payment of its own.
        const answer = await institute.pay({
          key: headers['idempotency-key'] ?? newMessageId(),
          cardNumber,
          total,
        });
        return answer === 'charged' ? '' : notCharged[answer];
      },
    }),
    route({
      method: 'GET',
      path: '/pay/{key}',
      summary: 'What became of a payment',
      params: keyInPath,
      response: paymentView,
      problems: { 404: 'It was never asked for' },
      handle: async ({ params }) => {
        const payment = institute.ledger.find(params.key);
        if (!payment) throw new Problem(404, `Nobody asked for payment ${params.key}`);
        return toView(payment);
      },
    }),
    route({
      method: 'POST',
      path: '/pay/{key}/cancel',
      summary:
        'Settle a payment: cancelled, also for all that is still to come, unless it was charged or refused before',
      params: keyInPath,
      response: paymentView,
      handle: async ({ params }) => toView(institute.cancel(params.key)),
    }),
    route({
      method: 'GET',
      path: '/charges',
      summary: 'What was charged, in that order, a page at a time',
      query: pageQuery,
      headers: hostHeader,
      response: pageShape('charges', paymentView),
      handle: async ({ query: { page, size }, headers: { host } }) => {
        const { charges, total } = institute.ledger.charges(size, page * size);
        return toPage('charges', charges.map(toView), { host, total, page, size });
      },
    }),
    route({
      method: 'POST',
      path: '/script',
      summary: 'What becomes of the next payments, in the order in which they are asked for',
      body: z.object({ next: z.array(z.enum(behaviours)).max(1_000) }),
      response: z.object({ next: z.array(z.enum(behaviours)) }),
      handle: async ({ body: { next } }) => {
        institute.script = next;
        return { next };
      },
    }),
    ...settingRoutes(institute),
  ];
}

const notCharged = {
  refused: new Answer(402, { body: 'The card is refused' }),
  cancelled: new Answer(409, { body: 'The payment was cancelled' }),
  failed: new Answer(500, { body: 'The payment failed' }),
};

function toView({ total, ...payment }: Payment): z.input<typeof paymentView> {
  return { ...payment, total: total && total.amount };
}
