import { Money } from '../../runtime/values/money.ts';
import type { Item } from '../item.ts';

export interface ProductDetails {
  readonly name: string;
  readonly description: string;
  readonly price: Money;
}

/** Every unit that was ever put on the shelves is available, reserved or sold. */
export interface Product extends ProductDetails {
  readonly id: string;
  readonly available: number;
  readonly reserved: number;
  readonly sold: number;
}

/** What T2 calls the units of a product: reserved ones are on the shelves still. */
export function unitsOnShelves({ available, reserved }: Product): number {
  return available + reserved;
}

/** How the claim of an order ended. A claim that was released, or refused, is never made again. */
export const claimStates = ['claimed', 'released', 'committed', 'nothing-reserved', 'total-differs'] as const;
export type ClaimState = (typeof claimStates)[number];

/** What a session's reservations cost, and whether that is what the order says. */
export function decideClaim(
  items: readonly Item[],
  expected: Money,
): {
  readonly state: 'claimed' | 'nothing-reserved' | 'total-differs';
  readonly total: Money;
} {
  const total = items.reduce((sum, { price, units }) => sum.plus(price.times(units)), Money.ofCents(0n));
  if (items.length === 0) return { state: 'nothing-reserved', total };
  const isSame = total.isAtMost(expected) && expected.isAtMost(total);
  return { state: isSame ? 'claimed' : 'total-differs', total };
}
