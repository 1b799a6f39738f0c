import { Problem } from '../../runtime/http/problem.ts';
import type { Carts } from './clients/cart.ts';
import type { Units } from './domain.ts';

const tries = 10;

/**
 * Changes a cart from what it is to what `change` makes of that. When somebody changes it in between, `change` is asked again;
 * Problem 409 when that happens too often.
 */
export async function writeCart(
  carts: Carts,
  sessionId: string,
  change: (content: Units) => Units,
): Promise<void> {
  for (let attempt = 0; attempt < tries; attempt++) {
    const cart = await carts.read(sessionId);
    if (await carts.write(sessionId, cart, change(cart.content))) return;
  }
  throw new Problem(409, 'The cart is being changed by others at the same time: try it again');
}
