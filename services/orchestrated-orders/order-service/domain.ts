import type { EntityId } from '../../runtime/values/entity-id.ts';
import type { Money } from '../../runtime/values/money.ts';

export const orderStates = ['PENDING', 'APPROVED', 'REJECTED'] as const;
export type OrderState = (typeof orderStates)[number];

export const rejectionReasons = ['INSUFFICIENT_CREDIT', 'UNKNOWN_CUSTOMER'] as const;
export type RejectionReason = (typeof rejectionReasons)[number];

export interface OrderDetails {
  readonly customerId: EntityId;
  readonly orderTotal: Money;
}

export interface Order extends OrderDetails {
  readonly id: EntityId;
  readonly state: OrderState;
  readonly rejectionReason: RejectionReason | null;
}

export type OrderCommand =
  { readonly type: 'approve' } | { readonly type: 'reject'; readonly reason: RejectionReason };

/** What becomes of the order; undefined when it is decided: a decision once taken stands. */
export function decide(order: Order, command: OrderCommand): Order | undefined {
  if (order.state !== 'PENDING') return undefined;
  return command.type === 'approve'
    ? { ...order, state: 'APPROVED' }
    : { ...order, state: 'REJECTED', rejectionReason: command.reason };
}
