import type { CausedBy, TestEvent } from './world.ts';

export interface Order {
  readonly id: string;
  readonly customer: string;
  readonly total: string;
  readonly request: CausedBy;
}

export function orderRow({ id, customer, total }: Omit<Order, 'request'>, state: string) {
  return { id, customer_id: customer, order_total: total, state, rejection_reason: null };
}

export function orderEvent({ id, customer, total }: Order, type: string): TestEvent {
  const payload = { orderDetails: { customerId: Number(customer), orderTotal: { amount: Number(total) } } };
  return { aggregate: 'Order', id, type, payload };
}
