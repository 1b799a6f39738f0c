import type pg from 'pg';
import type { Transaction } from '../../../tram/index.ts';
import type { Product } from '../domain.ts';
import { type ProductRow, toProduct } from './product-row.ts';
import { requestId } from './request-id.ts';

const reserveText = `
WITH taken AS (
  UPDATE products SET available = available - $3::bigint, reserved = reserved + $3::bigint, changed_for = $4
  WHERE id = $1 AND available >= $3::bigint RETURNING *
), kept AS (
  INSERT INTO reservations AS old (product_id, session_id, units, changed_for) SELECT id, $2, $3::bigint, $4 FROM taken
  ON CONFLICT (session_id, product_id) WHERE order_id IS NULL
  DO UPDATE SET units = old.units + excluded.units, renewed_at = now(), changed_for = excluded.changed_for
)
SELECT * FROM taken`;

/**
 * Reserves for the session, in one statement: who comes second sees what the first has left. Undefined, and nothing happens,
 * where so many are not available. `units` above 0.
 */
export async function reserve(
  pool: pg.Pool,
  productId: string,
  sessionId: string,
  units: number,
): Promise<Product | undefined> {
  const { rows } = await pool.query<ProductRow>({
    name: 'reserve',
    text: reserveText,
    values: [productId, sessionId, units, requestId()],
  });
  return rows.map(toProduct)[0];
}

/** How much the session has reserved of a product which is locked. */
export async function lockReservedUnits(
  tx: Transaction,
  productId: string,
  sessionId: string,
): Promise<number> {
  const { rows } = await tx.query<{ units: string }>({
    name: 'lock-reserved-units',
    text: 'SELECT units FROM reservations WHERE product_id = $1 AND session_id = $2 AND order_id IS NULL FOR UPDATE',
    values: [productId, sessionId],
  });
  return Number(rows[0]?.units ?? 0);
}

/** How much the session has reserved of a product at this moment. */
export async function findReservedUnits(
  pool: pg.Pool,
  productId: string,
  sessionId: string,
): Promise<number> {
  const { rows } = await pool.query<{ units: string }>({
    name: 'find-reserved-units',
    text: 'SELECT units FROM reservations WHERE product_id = $1 AND session_id = $2 AND order_id IS NULL',
    values: [productId, sessionId],
  });
  return Number(rows[0]?.units ?? 0);
}

const releaseText = `
WITH gone AS (
  DELETE FROM reservations WHERE product_id = $1 AND session_id = $2 AND order_id IS NULL AND units = $3::bigint
), fewer AS (
  UPDATE reservations SET units = units - $3::bigint, changed_for = $4
  WHERE product_id = $1 AND session_id = $2 AND order_id IS NULL AND units > $3::bigint
)
UPDATE products SET available = available + $3::bigint, reserved = reserved - $3::bigint, changed_for = $4
WHERE id = $1 RETURNING *`;

/** The session gives back so many of the units that it has reserved. Both rows are locked. */
export async function releaseUnits(
  tx: Transaction,
  productId: string,
  sessionId: string,
  units: number,
): Promise<Product | undefined> {
  const { rows } = await tx.query<ProductRow>({
    name: 'release-units',
    text: releaseText,
    values: [productId, sessionId, units, requestId()],
  });
  return rows.map(toProduct)[0];
}

const expiredText = `
SELECT DISTINCT product_id FROM reservations
WHERE order_id IS NULL AND renewed_at <= now() - make_interval(secs => $1)`;

export async function expiredProductIds(tx: Transaction, olderThanS: number): Promise<readonly string[]> {
  const { rows } = await tx.query<{ product_id: string }>(expiredText, [olderThanS]);
  return rows.map(({ product_id }) => product_id);
}

const expireText = `
WITH gone AS (
  DELETE FROM reservations
  WHERE order_id IS NULL AND renewed_at <= now() - make_interval(secs => $1) AND product_id = ANY($2)
  RETURNING product_id, units
), sums AS (
  SELECT product_id, sum(units) AS units FROM gone GROUP BY product_id
), back AS (
  UPDATE products SET available = available + sums.units, reserved = reserved - sums.units, changed_for = $3
  FROM sums WHERE products.id = sums.product_id
)
SELECT count(*) AS expired FROM gone`;

/** How many reservations of the products, which are locked, were too old. */
export async function deleteExpired(
  tx: Transaction,
  olderThanS: number,
  productIds: readonly string[],
): Promise<number> {
  const { rows } = await tx.query<{ expired: string }>(expireText, [olderThanS, productIds, requestId()]);
  return Number(rows[0]?.expired ?? 0);
}
