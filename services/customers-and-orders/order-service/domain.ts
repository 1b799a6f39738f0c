import type { EntityId } from '../../runtime/values/entity-id.ts';
import type { Money } from '../../runtime/values/money.ts';

export const orderStates = ['PENDING', 'APPROVED', 'REJECTED', 'CANCELLED'] as const;
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
  | { readonly type: 'approve' }
  | { readonly type: 'reject'; readonly reason: RejectionReason }
  | { readonly type: 'cancel' };

/** The saga as this service sees it: which command leads from where to where, and what the world is told. */
const transitions = {
  approve: { from: 'PENDING', to: 'APPROVED', event: 'OrderApproved' },
  reject: { from: 'PENDING', to: 'REJECTED', event: 'OrderRejected' },
  cancel: { from: 'APPROVED', to: 'CANCELLED', event: 'OrderCancelled' },
} as const;

type OrderEventType = (typeof transitions)[OrderCommand['type']]['event'];

/** What became of the order, and the event that says so. */
export interface Decision {
  readonly order: Order;
  readonly event: OrderEventType;
}

/** Undefined when the order is in no state for this command: a decision once taken stands. */
export function decide(order: Order, command: OrderCommand): Decision | undefined {
  const { from, to, event } = transitions[command.type];
  if (order.state !== from) return undefined;
  const rejectionReason = command.type === 'reject' ? command.reason : null;
  return { order: { ...order, state: to, rejectionReason }, event };
}
