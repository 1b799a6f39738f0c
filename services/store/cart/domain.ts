import * as z from 'zod';
import { fieldName } from '../field-name.ts';

/** Units by product id. The ids become names of fields, so that two writers can add to one cart at once. */
export type Content = Readonly<Record<string, number>>;

const units = z.int().min(1, 'must be 1 or more: leave out what is not in the cart').max(2_147_483_647);

export const contentSchema = z.record(fieldName, units);

export interface Cart {
  readonly sessionId: string;
  readonly content: Content;
  readonly creationDate: Date;
  /** Another after each change. */
  readonly revision: string;
}

/** What must hold for a write to be made: the cart is as it was read (one of these revisions), is there, or is not there yet. */
export type Expectation = readonly string[] | 'present' | 'absent' | undefined;

/** Whether a cart, undefined where there is none, is as it must be. */
export function meets(cart: Pick<Cart, 'revision'> | undefined, expected: Expectation): boolean {
  if (expected === undefined) return true;
  if (expected === 'absent') return cart === undefined;
  if (cart === undefined) return false;
  return expected === 'present' || expected.includes(cart.revision);
}

/** The same product more than once is added up. */
export function unitsByProduct(
  items: readonly { readonly productId: string; readonly units: number }[],
): Content {
  const sums = new Map<string, number>();
  for (const { productId, units: more } of items) sums.set(productId, (sums.get(productId) ?? 0) + more);
  return Object.fromEntries(sums);
}
