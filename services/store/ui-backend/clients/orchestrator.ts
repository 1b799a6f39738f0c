import * as z from 'zod';
import { remote } from '../../../runtime/http/remote.ts';
import type { Money } from '../../../runtime/values/money.ts';
import type { Item } from '../../item.ts';
import { orderFailures } from '../../order/messages.ts';
import { answered } from './answered.ts';

const checkout = z.object({
  state: z.string(),
  steps: z.record(z.string(), z.string()),
  reason: z.enum(orderFailures).nullable(),
});
export type Checkout = z.output<typeof checkout>;

export interface CheckoutRequest {
  readonly cardNumber: string;
  readonly cardOwner: string;
  readonly checksum: string;
  readonly sessionId: string;
  readonly total: Money;
  /** What is ordered, at the prices of now. */
  readonly items: readonly Item[];
}

/** Rejects with NoAnswerError where the orchestrator is silent. */
export interface Orchestrator {
  /** Resolves with the id of the order. It is not asked twice: that would be two orders. */
  start(request: CheckoutRequest): Promise<string>;
  /** Undefined where there is no such order. */
  find(orderId: string): Promise<Checkout | undefined>;
}

const service = 'orchestrator';

export function orchestratorAt(baseUrl: string): Orchestrator {
  const call = remote(service, baseUrl);
  return {
    async start({ total, items, ...request }) {
      const body = {
        ...request,
        total: total.amount,
        items: items.map((item) => ({ ...item, price: item.price.amount })),
      };
      return answered(service, z.string().min(1), await call({ method: 'POST', path: '/order', body }));
    },
    async find(orderId) {
      const answer = await call({ method: 'GET', path: `/order/${encodeURIComponent(orderId)}` });
      return answer.status === 404 ? undefined : answered(service, checkout, answer);
    },
  };
}
