import { Money } from '../../../runtime/values/money.ts';
import type { Transaction } from '../../../tram/index.ts';
import type { Item } from '../../item.ts';
import type { ClaimState } from '../domain.ts';

interface ClaimRow {
  readonly state: ClaimState;
  readonly total: string | null;
}

export interface Claim {
  readonly state: ClaimState;
  readonly total: Money | undefined;
}

export async function lockClaim(tx: Transaction, orderId: string): Promise<Claim | undefined> {
  const { rows } = await tx.query<ClaimRow>({
    name: 'lock-claim',
    text: 'SELECT state, total FROM claims WHERE order_id = $1 FOR UPDATE',
    values: [orderId],
  });
  return rows.map(({ state, total }) => ({
    state,
    total: total === null ? undefined : Money.parse(total),
  }))[0];
}

export async function insertClaim(tx: Transaction, orderId: string, { state, total }: Claim): Promise<void> {
  await tx.query({
    name: 'insert-claim',
    text: 'INSERT INTO claims (order_id, state, total) VALUES ($1, $2, $3)',
    values: [orderId, state, total?.toString()],
  });
}

export async function updateClaim(tx: Transaction, orderId: string, state: ClaimState): Promise<void> {
  await tx.query({
    name: 'update-claim',
    text: 'UPDATE claims SET state = $2 WHERE order_id = $1',
    values: [orderId, state],
  });
}

interface ReservedRow {
  readonly id: string;
  readonly product_id: string;
  readonly name: string;
  readonly units: string;
  readonly price: string;
}

const lockReservedText = `
SELECT r.id, r.product_id, p.name, r.units, p.price FROM reservations r JOIN products p ON p.id = r.product_id
WHERE r.session_id = $1 AND r.order_id IS NULL ORDER BY r.product_id FOR UPDATE OF r`;

/** What the session has reserved at today's prices, and in which rows, which are locked. */
export async function lockReserved(
  tx: Transaction,
  sessionId: string,
): Promise<readonly { readonly reservationId: string; readonly item: Item }[]> {
  const { rows } = await tx.query<ReservedRow>({
    name: 'lock-reserved',
    text: lockReservedText,
    values: [sessionId],
  });
  return rows.map((row) => ({ reservationId: row.id, item: toItem(row) }));
}

const assignText = `
UPDATE reservations SET order_id = $1, price = claimed.price
FROM unnest($2::bigint[], $3::numeric[]) AS claimed (id, price) WHERE reservations.id = claimed.id`;

/** From now on they are the order's. */
export async function assignToOrder(
  tx: Transaction,
  orderId: string,
  reserved: readonly { readonly reservationId: string; readonly item: Item }[],
): Promise<void> {
  await tx.query({
    name: 'assign-to-order',
    text: assignText,
    values: [
      orderId,
      reserved.map(({ reservationId }) => reservationId),
      reserved.map(({ item }) => item.price.toString()),
    ],
  });
}

const itemsText = `
SELECT '' AS id, i.product_id, coalesce(p.name, i.product_id) AS name, i.units, i.price
FROM (
  SELECT product_id, units, price FROM reservations WHERE order_id = $1
  UNION ALL SELECT product_id, units, price FROM sales WHERE order_id = $1
) i LEFT JOIN products p ON p.id = i.product_id ORDER BY i.product_id`;

/** What the order has claimed, also when it was sold since. */
export async function itemsOfOrder(tx: Transaction, orderId: string): Promise<readonly Item[]> {
  const { rows } = await tx.query<ReservedRow>({
    name: 'items-of-order',
    text: itemsText,
    values: [orderId],
  });
  return rows.map(toItem);
}

const lockClaimedText = `
SELECT FROM products WHERE id IN (SELECT product_id FROM reservations WHERE order_id = $1)
ORDER BY id FOR NO KEY UPDATE`;

/** The products of which the order has claimed units, in the order in which everyone locks several. */
export async function lockClaimedProducts(tx: Transaction, orderId: string): Promise<void> {
  await tx.query({ name: 'lock-claimed-products', text: lockClaimedText, values: [orderId] });
}

const returnText = `
WITH gone AS (
  DELETE FROM reservations WHERE order_id = $1 RETURNING product_id, session_id, units
)
INSERT INTO reservations AS old (product_id, session_id, units)
SELECT product_id, session_id, units FROM gone ORDER BY product_id
ON CONFLICT (session_id, product_id) WHERE order_id IS NULL
DO UPDATE SET units = old.units + excluded.units, renewed_at = now()`;

/** They are the session's again, beside what it has reserved since. */
export async function returnToSession(tx: Transaction, orderId: string): Promise<void> {
  await tx.query({ name: 'return-to-session', text: returnText, values: [orderId] });
}

const sellText = `
WITH gone AS (
  DELETE FROM reservations WHERE order_id = $1 RETURNING product_id, units, price
), kept AS (
  INSERT INTO sales (order_id, product_id, units, price) SELECT $1, product_id, units, price FROM gone
)
UPDATE products SET reserved = reserved - gone.units, sold = sold + gone.units
FROM gone WHERE products.id = gone.product_id`;

/** The products are locked. */
export async function sell(tx: Transaction, orderId: string): Promise<void> {
  await tx.query({ name: 'sell', text: sellText, values: [orderId] });
}

function toItem({ product_id, name, units, price }: ReservedRow): Item {
  return { productId: product_id, name, units: Number(units), price: Money.parse(price) };
}
