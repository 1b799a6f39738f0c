import type { Money } from '../../runtime/values/money.ts';
import type { Item } from '../item.ts';
import type { OrderFailure } from './messages.ts';

/** PENDING until the saga has decided. */
export const orderStatuses = ['PENDING', 'SUCCESS', 'FAILURE'] as const;
export type OrderStatus = (typeof orderStatuses)[number];

export interface OrderDetails {
  readonly sessionId: string;
  readonly items: Item[];
  readonly total: Money;
}

export interface Order extends OrderDetails {
  /** The saga's id. */
  readonly orderId: string;
  readonly status: OrderStatus;
  /** Null unless FAILURE. */
  readonly reason: OrderFailure | null;
}

export type Decision =
  { readonly status: 'SUCCESS' } | { readonly status: 'FAILURE'; readonly reason: OrderFailure };

/** The order once it is decided; undefined where it was decided otherwise before: no command may turn it round. */
export function decide(order: Order, decision: Decision): Order | undefined {
  if (order.status !== 'PENDING') return order.status === decision.status ? order : undefined;
  return {
    ...order,
    status: decision.status,
    reason: decision.status === 'FAILURE' ? decision.reason : null,
  };
}
