import { NoAnswerError } from '../../runtime/http/remote.ts';
import type { Checkout, Orchestrator } from './clients/orchestrator.ts';
import type { Orders, StoredOrder } from './clients/orders.ts';

export interface OrderStatus {
  readonly status: StoredOrder['status'];
  readonly reason: StoredOrder['reason'];
  /** The saga's, as the orchestrator tells it; null where that is silent. */
  readonly state: string | null;
  readonly steps: Checkout['steps'] | null;
  /** Null until the order is written down, or where the order service is silent. */
  readonly items: StoredOrder['items'] | null;
  readonly total: StoredOrder['total'] | null;
  /** Services that are silent, so that something is not known. */
  readonly silent: readonly string[];
}

/** Put together of what the orchestrator and the order service know. Undefined where there is no such order. */
export async function orderStatus(
  { orchestrator, orders }: { readonly orchestrator: Orchestrator; readonly orders: Orders },
  orderId: string,
): Promise<OrderStatus | undefined> {
  const [checkout, stored] = await Promise.all([
    unlessSilent(orchestrator.find(orderId)),
    unlessSilent(orders.find(orderId)),
  ]);
  const silence = [checkout, stored].filter((answer) => answer instanceof NoAnswerError);
  const known = {
    checkout: checkout instanceof NoAnswerError ? undefined : checkout,
    stored: stored instanceof NoAnswerError ? undefined : stored,
  };
  if (!known.checkout && !known.stored) {
    if (silence[0]) throw silence[0];
    return undefined;
  }
  return { ...composed(known), silent: silence.map(({ service }) => service) };
}

interface Known {
  readonly checkout: Checkout | undefined;
  readonly stored: StoredOrder | undefined;
}

function composed({ checkout, stored }: Known): Omit<OrderStatus, 'silent'> {
  // An order that was refused before it was written down is known to its saga alone.
  const status = stored?.status ?? statusOf(checkout?.state);
  return {
    status,
    reason: status === 'FAILURE' ? (stored?.reason ?? checkout?.reason ?? null) : null,
    state: checkout?.state ?? null,
    steps: checkout?.steps ?? null,
    items: stored?.items ?? null,
    total: stored?.total ?? null,
  };
}

function statusOf(state: string | undefined): StoredOrder['status'] {
  if (state === 'COMPLETED') return 'SUCCESS';
  return state === 'COMPENSATED' || state === 'FAILED' ? 'FAILURE' : 'PENDING';
}

async function unlessSilent<T>(answer: Promise<T>): Promise<T | NoAnswerError> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof NoAnswerError) return error;
    throw error;
  }
}
