import type { Log } from '../../runtime/log.ts';
import type { Carts } from './clients/cart.ts';
import type { Inventory } from './clients/inventory.ts';
import { type Product, removable, type Units, withUnits } from './domain.ts';
import { UnsettledWriteError, writeCart } from './write-cart.ts';

export interface ChangeCartParts {
  readonly inventory: Inventory;
  readonly carts: Carts;
  readonly log: Log;
}

export interface Changed {
  /** `units` are those added. */
  readonly added: readonly Product[];
  readonly refused: readonly { readonly productId: string; readonly units: number; readonly why: string }[];
}

/**
 * More and less of products, `changes` telling the difference. What is added is reserved first and what is removed is released
 * last, so that no cart ever shows what somebody else could still get.
 */
export async function changeCart(
  parts: ChangeCartParts,
  sessionId: string,
  changes: Units,
): Promise<Changed> {
  const { inventory, carts } = parts;
  const { added, refused } = await reserveAll(parts, sessionId, positive(changes, 1));
  const more = new Map(added.map(({ id, units }) => [id, units]));
  const wanted = positive(changes, -1);
  let removed: Units = new Map();
  try {
    if (more.size + wanted.size > 0)
      await writeCart(carts, sessionId, (content) => {
        removed = removable(content, wanted);
        return withUnits(withUnits(content, more), negated(removed));
      });
  } catch (error) {
    if (error instanceof UnsettledWriteError)
      parts.log.warn({ err: error, sessionId }, 'Reserved until it expires, as the cart may hold it');
    else await releaseAll(parts, sessionId, more);
    throw error;
  }
  for (const [productId, units] of removed) await inventory.release(sessionId, productId, units);
  return { added, refused };
}

/** All that can be had; nothing stays reserved when the inventory falls silent in between. */
async function reserveAll(parts: ChangeCartParts, sessionId: string, wanted: Units): Promise<Changed> {
  const added: Product[] = [];
  const refused: Changed['refused'][number][] = [];
  let asked: { readonly productId: string; readonly units: number } | undefined;
  try {
    for (const [productId, units] of wanted) {
      asked = { productId, units };
      const reservation = await parts.inventory.reserve(sessionId, productId, units);
      asked = undefined;
      if (reservation.outcome === 'reserved') added.push({ ...reservation.product, units });
      else refused.push({ productId, units, why: reservation.why });
    }
  } catch (error) {
    if (asked) await releaseUnheard(parts, sessionId, asked);
    await releaseAll(parts, sessionId, new Map(added.map(({ id, units }) => [id, units])));
    throw error;
  }
  return { added, refused };
}

/** Of a reservation whose answer was lost: what is reserved now, and not in the cart. */
async function releaseUnheard(
  { inventory, carts, log }: ChangeCartParts,
  sessionId: string,
  { productId, units }: { readonly productId: string; readonly units: number },
): Promise<void> {
  try {
    const { content } = await carts.read(sessionId);
    const more = (await inventory.reserved(sessionId, productId)) - (content.get(productId) ?? 0);
    if (more > 0) await inventory.release(sessionId, productId, Math.min(more, units));
  } catch (err) {
    log.warn({ err, productId, units }, 'Maybe reserved until it expires');
  }
}

/** As far as that can be done: what remains reserved expires. */
async function releaseAll(
  { inventory, log }: ChangeCartParts,
  sessionId: string,
  units: Units,
): Promise<void> {
  for (const [productId, count] of units)
    await inventory
      .release(sessionId, productId, count)
      .catch((err: unknown) => log.warn({ err, productId, count }, 'Reserved until it expires'));
}

/** The changes of one sign, as numbers above zero. */
function positive(changes: Units, sign: 1 | -1): Units {
  return new Map(
    [...changes].map(([id, units]) => [id, units * sign] as const).filter(([, units]) => units > 0),
  );
}

function negated(units: Units): Units {
  return new Map([...units].map(([id, count]) => [id, -count]));
}
