import { Problem } from '../../runtime/http/problem.ts';
import { NoAnswerError } from '../../runtime/http/remote.ts';
import type { Cart, Carts } from './clients/cart.ts';
import type { Units } from './domain.ts';

const tries = 10;

/** The answer to a write was lost, and nobody can say whether it was made. */
export class UnsettledWriteError extends NoAnswerError {}

/**
 * Changes a cart from what it is to what `change` makes of that. When somebody changes it in between, `change` is asked again;
 * Problem 409 when that happens too often. Where the answer is lost the cart is read again: NoAnswerError says that nothing
 * was written, UnsettledWriteError that this is not known.
 */
export async function writeCart(
  carts: Carts,
  sessionId: string,
  change: (content: Units) => Units,
): Promise<void> {
  for (let attempt = 0; attempt < tries; attempt++) {
    const cart = await carts.read(sessionId);
    const content = change(cart.content);
    try {
      if (await carts.write(sessionId, cart, content)) return;
    } catch (error) {
      if (!(error instanceof NoAnswerError)) throw error;
      if (await wasWritten(carts, sessionId, cart, content, error)) return;
      throw error;
    }
  }
  throw new Problem(409, 'The cart is being changed by others at the same time: try it again');
}

async function wasWritten(
  carts: Carts,
  sessionId: string,
  before: Cart,
  content: Units,
  lost: NoAnswerError,
): Promise<boolean> {
  const now = await carts.read(sessionId).catch(() => undefined);
  if (now && now.etag === before.etag) return false;
  if (now && isSame(now.content, content)) return true;
  // Silent, or changed by somebody else, maybe on top of ours.
  throw new UnsettledWriteError(lost.service, 'it may have changed the cart or not', lost);
}

function isSame(one: Units, other: Units): boolean {
  return one.size === other.size && [...one].every(([productId, units]) => other.get(productId) === units);
}
