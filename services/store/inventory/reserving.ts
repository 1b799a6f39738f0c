import type pg from 'pg';
import { inTransaction } from '../../tram/index.ts';
import type { Product } from './domain.ts';
import { findProduct, lockProduct, lockProducts } from './storage/products.ts';
import {
  deleteExpired,
  expiredProductIds,
  lockReservedUnits,
  releaseUnits,
  reserve,
} from './storage/reservations.ts';

export interface ReservationRequest {
  readonly productId: string;
  readonly sessionId: string;
  readonly units: number;
}

export type ReservationOutcome =
  | { readonly result: 'reserved'; readonly product: Product }
  | { readonly result: 'refused'; readonly product: Product }
  | { readonly result: 'unknown' };

/** Reserves units for a session, on top of what it has. Of 0 units, T2's way to ask, nothing happens. */
export async function reserveForSession(
  pool: pg.Pool,
  { productId, sessionId, units }: ReservationRequest,
): Promise<ReservationOutcome> {
  const reserved = units > 0 ? await reserve(pool, productId, sessionId, units) : undefined;
  if (reserved) return { result: 'reserved', product: reserved };
  const product = await findProduct(pool, productId);
  if (!product) return { result: 'unknown' };
  return { result: units === 0 ? 'reserved' : 'refused', product };
}

/**
 * The session gives back units of a product, `units` undefined: all of them, never more than it has. What an order has claimed is
 * no longer the session's. Undefined where there is no such product.
 */
export function releaseOfSession(
  pool: pg.Pool,
  productId: string,
  sessionId: string,
  units: number | undefined,
): Promise<Product | undefined> {
  return inTransaction(pool, async (tx) => {
    // The product before the reservation, as whoever reserves has them.
    const product = await lockProduct(tx, productId);
    if (!product) return undefined;
    const held = await lockReservedUnits(tx, productId, sessionId);
    const released = Math.min(units ?? held, held);
    return released === 0 ? product : releaseUnits(tx, productId, sessionId, released);
  });
}

/** Gives back what sessions reserved so many seconds ago or longer. Resolves with how many reservations that were. */
export function expireReservations(pool: pg.Pool, olderThanS: number): Promise<number> {
  return inTransaction(pool, async (tx) => {
    const productIds = await expiredProductIds(tx, olderThanS);
    if (productIds.length === 0) return 0;
    await lockProducts(tx, productIds);
    return deleteExpired(tx, olderThanS, productIds);
  });
}
