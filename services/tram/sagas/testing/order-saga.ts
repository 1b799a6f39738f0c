import * as z from 'zod';
import { defineCommands } from '../../commands/definitions.ts';
import { defineReplies, failure, success } from '../../commands/reply.ts';
import { type SagaDefinition, sagaOf } from '../definition.ts';
import { StepRefused } from '../step-refused.ts';

const ofCustomer = z.object({ customerId: z.number(), amount: z.number() });

export const creditCommands = defineCommands('credit', { Reserve: ofCustomer, Release: ofCustomer });
export const creditReplies = defineReplies({
  Reserved: success(z.object({ reservation: z.object({ number: z.number() }) })),
  LimitExceeded: failure(z.object({ available: z.number() })),
  Released: success(z.object({})),
});
export const bankCommands = defineCommands('bank', { Charge: ofCustomer, Ship: ofCustomer });
export const bankReplies = defineReplies({
  Charged: success(z.object({})),
  ChargeRefused: failure(z.object({})),
  Shipped: success(z.object({})),
  OutOfPaper: failure(z.object({})),
});

const orderData = z.object({
  customerId: z.number(),
  amount: z.number(),
  reservation: z.object({ number: z.number() }).nullable(),
  refusal: z.string().nullable(),
});
export type OrderData = z.output<typeof orderData>;

const { step, pivot, retriable, parallel, local, command } = sagaOf<OrderData>();
const about = ({ customerId, amount }: OrderData) => ({ customerId, amount });

/** Like the real ones, small; `orders` is the orchestrator's own table. An amount of 0 is refused, below 0 an error. */
export function orderSaga(limitMs = 60_000): SagaDefinition<OrderData> {
  return {
    type: 'OrderSaga',
    data: orderData,
    steps: [
      step('create-order', {
        action: local(async ({ amount }, { sagaId, tx }) => {
          if (amount === 0) throw new StepRefused('nothing to order');
          await tx.query('INSERT INTO orders (saga, amount) VALUES ($1, $2)', [sagaId, amount]);
        }),
        compensation: local(async (_data, { sagaId, tx }) => {
          await tx.query(`UPDATE orders SET state = 'REJECTED' WHERE saga = $1`, [sagaId]);
        }),
      }),
      step('reserve', {
        action: command(creditCommands, 'Reserve', {
          payload: about,
          resource: ({ customerId }) => `/customers/${customerId}`,
          replies: creditReplies,
          onReply: {
            Reserved: (data, { reservation }) => ({ ...data, reservation }),
            LimitExceeded: (data, { available }) => ({ ...data, refusal: `only ${available}` }),
          },
        }),
        compensation: command(creditCommands, 'Release', { payload: about, replies: creditReplies }),
        timeout: { afterMs: limitMs, then: 'compensate' },
      }),
      pivot('charge', {
        action: command(bankCommands, 'Charge', { payload: about, replies: bankReplies }),
      }),
      parallel('finish', [
        retriable('ship', {
          action: command(bankCommands, 'Ship', { payload: about, replies: bankReplies }),
          backoff: { firstMs: 20, maxMs: 100 },
        }),
        retriable('approve', {
          action: local(async (_data, { sagaId, tx }) => {
            await tx.query(`UPDATE orders SET state = 'APPROVED' WHERE saga = $1`, [sagaId]);
          }),
        }),
      ]),
    ],
    onEnd: async (end, _data, { sagaId, tx }) => {
      await tx.query('INSERT INTO ends (saga, how) VALUES ($1, $2)', [sagaId, end]);
    },
  };
}
