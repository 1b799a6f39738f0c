import * as z from 'zod';
import { remote } from '../../../runtime/http/remote.ts';
import { plainMoney } from '../../../runtime/values/money.ts';
import { orderFailures } from '../../order/messages.ts';
import { answered } from './answered.ts';

const storedOrder = z.object({
  status: z.enum(['PENDING', 'SUCCESS', 'FAILURE']),
  reason: z.enum(orderFailures).nullable(),
  total: plainMoney,
  items: z.array(z.object({ productId: z.string(), name: z.string(), units: z.int(), price: plainMoney })),
});
export type StoredOrder = z.output<typeof storedOrder>;

/** Rejects with NoAnswerError where the order service is silent. */
export interface Orders {
  /** Undefined where its saga has not come to write it down. */
  find(orderId: string): Promise<StoredOrder | undefined>;
}

const service = 'order';

export function ordersAt(baseUrl: string): Orders {
  const call = remote(service, baseUrl);
  return {
    async find(orderId) {
      const answer = await call({ method: 'GET', path: `/orders/${encodeURIComponent(orderId)}` });
      return answer.status === 404 ? undefined : answered(service, storedOrder, answer);
    },
  };
}
