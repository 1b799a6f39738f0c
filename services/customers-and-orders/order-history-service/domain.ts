import type { EntityId } from '../../runtime/values/entity-id.ts';
import type { Money } from '../../runtime/values/money.ts';
import type { MessageId } from '../../tram/index.ts';

/** An event, and the aggregate whose news it is. */
export interface Source {
  readonly aggregateType: 'Customer' | 'Order';
  readonly aggregateId: EntityId;
  readonly messageId: MessageId;
}

export interface CustomerDetails {
  readonly name: string;
  readonly creditLimit: Money;
}

export interface OrderDetails {
  readonly customerId: EntityId;
  readonly orderTotal: Money;
}

const stateAfter = {
  OrderCreated: 'PENDING',
  OrderApproved: 'APPROVED',
  OrderRejected: 'REJECTED',
  OrderCancelled: 'CANCELLED',
} as const;

export type OrderEventType = keyof typeof stateAfter;
export type OrderState = (typeof stateAfter)[OrderEventType];
export const orderStates = Object.values(stateAfter);

/**
 * What one event sets in one document. It holds only if the document has seen no newer event of `source`; each event
 * sets the same fields whole, so that the newest alone decides and any order of arrival ends the same.
 */
export interface ViewUpdate {
  readonly collection: 'customers' | 'orders';
  readonly id: EntityId;
  readonly source: Source;
  /** Dotted paths. */
  readonly set: Readonly<Record<string, unknown>>;
}

export function customerCreated(source: Source, { name, creditLimit }: CustomerDetails): ViewUpdate[] {
  return [{ collection: 'customers', id: source.aggregateId, source, set: { name, creditLimit } }];
}

export function orderChanged(
  source: Source,
  event: OrderEventType,
  { customerId, orderTotal }: OrderDetails,
): ViewUpdate[] {
  const orderId = source.aggregateId;
  const state = stateAfter[event];
  return [
    {
      collection: 'customers',
      id: customerId,
      source,
      set: { [`orders.${orderId}`]: { orderId, state, orderTotal } },
    },
    { collection: 'orders', id: orderId, source, set: { customerId, orderTotal, state } },
  ];
}
