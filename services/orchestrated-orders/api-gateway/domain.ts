import type { EntityId } from '../../runtime/values/entity-id.ts';
import type { Money } from '../../runtime/values/money.ts';

export interface Customer {
  readonly name: string;
  readonly creditLimit: Money;
}

export interface Order {
  readonly orderId: EntityId;
  readonly orderState: string;
  readonly rejectionReason: string | null;
}

/** What one service said when it was asked, or why it said nothing. */
export type Asked<T> =
  { readonly kind: 'known'; readonly value: T } | { readonly kind: 'missing'; readonly why: string };

/** Or the first of what it says, where that is too much. */
export type Part<T> = Asked<T> | { readonly kind: 'cut'; readonly value: T; readonly why: string };

export interface MissingPart {
  readonly part: 'customer' | 'orders';
  readonly why: string;
}

/**
 * `partial` and `missing` are there only where a part is missing, which is null and not empty, as nobody knows what it is, or where
 * there are more orders than are read.
 */
export interface OrderHistory {
  readonly customerId: EntityId;
  readonly name: string | null;
  readonly creditLimit: Money | null;
  readonly orders: readonly Order[] | null;
  readonly partial?: true;
  readonly missing?: readonly MissingPart[];
}

/** `customer` is undefined where its service knows that there is none: then there is no history. */
export function composeHistory(
  customerId: EntityId,
  customer: Asked<Customer | undefined>,
  orders: Part<readonly Order[]>,
): OrderHistory | undefined {
  if (customer.kind === 'known' && customer.value === undefined) return undefined;
  const known = customer.kind === 'known' ? customer.value : undefined;
  const missing = [...missingPart('customer', customer), ...missingPart('orders', orders)];
  return {
    customerId,
    name: known?.name ?? null,
    creditLimit: known?.creditLimit ?? null,
    orders: orders.kind === 'missing' ? null : orders.value,
    ...(missing.length > 0 && { partial: true, missing }),
  };
}

function missingPart(part: MissingPart['part'], asked: Part<unknown>): MissingPart[] {
  return asked.kind !== 'known' ? [{ part, why: asked.why }] : [];
}
