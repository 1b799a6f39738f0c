import * as z from 'zod';
import { moneySchema } from '../../runtime/values/money.ts';
import { defineCommands, defineReplies, failure, success } from '../../tram/index.ts';

export const paymentCommands = defineCommands('payment', {
  /** `card` is sealed (`card-seal.ts`): it stands in no table, record or log in clear. `orderId` is the saga's id, and the provider's idempotency key. */
  DoPayment: z.object({ orderId: z.string(), card: z.string(), total: moneySchema }),
});

export const paymentReplies = defineReplies({
  PaymentDone: success(z.object({ paymentId: z.string() })),
  /** The provider said no. */
  PaymentRefused: failure(z.object({})),
  /** The provider could not be asked, or did not answer in time, and it is certain that nothing was charged. */
  PaymentUnavailable: failure(z.object({})),
});

export const paymentChannel = { name: paymentCommands.channel, partitions: 4 } as const;
