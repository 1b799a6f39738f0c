import { Problem } from '../../runtime/http/problem.ts';
import type { Log } from '../../runtime/log.ts';
import type { Cart, Carts } from './clients/cart.ts';
import type { Inventory } from './clients/inventory.ts';
import type { CheckoutRequest, Orchestrator } from './clients/orchestrator.ts';
import { type Product, totalOf, type Units, withUnits } from './domain.ts';
import { writeCart } from './write-cart.ts';

export interface ConfirmParts {
  readonly inventory: Inventory;
  readonly carts: Carts;
  readonly orchestrator: Orchestrator;
  readonly log: Log;
}

/** Orders what is in the cart; resolves with the order's id as soon as its saga has begun. */
export async function confirm(
  parts: ConfirmParts,
  request: Omit<CheckoutRequest, 'total' | 'items'>,
): Promise<string> {
  const { carts, orchestrator, log } = parts;
  const { sessionId } = request;
  const cart = await carts.read(sessionId);
  if (cart.content.size === 0) throw noOrder('the cart is empty');
  const products = await priced(parts, cart.content);
  const items = products.map(({ id: productId, name, units, price }) => ({ productId, name, units, price }));
  const orderId = await orchestrator.start({ ...request, total: totalOf(products), items });
  // The order stands, whatever becomes of the cart.
  await takeOut(carts, sessionId, cart).catch((err: unknown) =>
    log.warn({ err, orderId }, 'What was ordered stays in the cart'),
  );
  return orderId;
}

/** What is in the cart at the prices of now. */
async function priced({ inventory }: ConfirmParts, content: Units): Promise<Product[]> {
  return Promise.all(
    [...content].map(async ([productId, units]) => {
      const product = await inventory.product(productId);
      if (!product) throw noOrder(`product ${productId} is not sold any more`);
      return { ...product, units };
    }),
  );
}

/**
 * The cart as it was read is done with. One that has changed meanwhile loses what was ordered only: something was added, or
 * the order is rejected already and came back.
 */
async function takeOut(carts: Carts, sessionId: string, cart: Cart): Promise<void> {
  if (await carts.empty(sessionId, cart)) return;
  const ordered = new Map([...cart.content].map(([productId, units]) => [productId, -units]));
  await writeCart(carts, sessionId, (content) => withUnits(content, ordered));
}

/** Without the session's id: who knows that has the cart. */
function noOrder(why: string): Problem {
  return new Problem(409, `No order was placed: ${why}`);
}
