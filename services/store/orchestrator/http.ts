import type pg from 'pg';
import * as z from 'zod';
import { Problem } from '../../runtime/http/problem.ts';
import { route, type Route } from '../../runtime/http/route.ts';
import { plainMoney } from '../../runtime/values/money.ts';
import { requiredText } from '../../runtime/values/text.ts';
import { inTransaction, type Transaction } from '../../tram/index.ts';
import { sealCard } from '../card-seal.ts';
import { itemSchema } from '../item.ts';
import { orderFailures } from '../order/messages.ts';
import { type CheckoutData } from './checkout-data.ts';
import { findCheckout } from './storage.ts';

/** Starts the saga in the transaction, and resolves with its id. */
export type StartCheckout = (tx: Transaction, data: CheckoutData) => Promise<string>;

const checkoutRequest = z.object({
  cardNumber: requiredText(50),
  cardOwner: requiredText(200),
  checksum: requiredText(20),
  sessionId: requiredText(200),
  total: plainMoney,
  /** What the cart held: it comes back when the order is refused. T2's callers say nothing of it. */
  items: z
    .array(itemSchema.extend({ price: plainMoney }))
    .max(1000)
    .default([]),
});

const checkoutView = z.object({
  orderId: z.string(),
  state: z.string(),
  steps: z.record(z.string(), z.string()),
  reason: z.enum(orderFailures).nullable(),
});

export function routes(pool: pg.Pool, cardKey: Buffer, start: StartCheckout): Route[] {
  return [
    route({
      method: 'POST',
      path: '/order',
      summary: 'Start a checkout; answers with the id of its saga, which is the order',
      body: checkoutRequest,
      response: z.string(),
      success: { status: 202, type: 'text/plain' },
      // From here on the card is sealed: nobody but payment opens it.
      handle: ({ body: { sessionId, total, items, ...card } }) =>
        inTransaction(pool, (tx) =>
          start(tx, { sessionId, total, card: sealCard(card, cardKey), items, created: false }),
        ),
    }),
    route({
      method: 'GET',
      path: '/order/{orderId}',
      summary: 'How far a checkout has come',
      params: z.object({ orderId: z.string() }),
      response: checkoutView,
      problems: { 404: 'No such checkout' },
      handle: async ({ params: { orderId } }) => {
        const checkout = await findCheckout(pool, orderId);
        if (!checkout) throw new Problem(404, `There is no order ${orderId}`);
        const { state, steps, data } = checkout;
        return { orderId, state, steps, reason: data.reason ?? null };
      },
    }),
  ];
}
