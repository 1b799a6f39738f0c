import type pg from 'pg';
import * as z from 'zod';
import { Problem } from '../../runtime/http/problem.ts';
import { route, type Route } from '../../runtime/http/route.ts';
import { plainMoney } from '../../runtime/values/money.ts';
import { paymentStates } from './domain.ts';
import { findPayment } from './storage.ts';

const paymentView = z.object({
  orderId: z.string(),
  paymentId: z.string(),
  state: z.enum(paymentStates),
  total: plainMoney,
});

export function routes(pool: pg.Pool): Route[] {
  return [
    route({
      method: 'GET',
      path: '/payments/{orderId}',
      summary: 'What became of the payment of an order',
      params: z.object({ orderId: z.string() }),
      response: paymentView,
      problems: { 404: 'It was never asked for' },
      handle: async ({ params: { orderId } }) => {
        const payment = await findPayment(pool, orderId);
        if (!payment) throw new Problem(404, `Nobody asked for a payment of order ${orderId}`);
        const { id, state, total } = payment;
        return { orderId, paymentId: id, state, total: total.amount };
      },
    }),
  ];
}
