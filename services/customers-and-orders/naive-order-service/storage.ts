import type pg from 'pg';
import type * as z from 'zod';
import type { EntityId } from '../../runtime/values/entity-id.ts';
import { currentCause, type Transaction } from '../../tram/index.ts';
import type { orderEvents } from '../order-service/messages.ts';

export type OrderDetails = z.output<(typeof orderEvents)['schemas']['OrderCreated']>['orderDetails'];

/** `created_for`: id of the request, which no outbox row tells here. */
export const tables = `
CREATE TABLE IF NOT EXISTS orders (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  customer_id bigint NOT NULL,
  order_total numeric(19,2) NOT NULL CHECK (order_total > 0),
  state       text NOT NULL DEFAULT 'PENDING',
  created_for text
)`;

/** A new order is PENDING. */
export async function insertOrder(
  tx: Transaction,
  { customerId, orderTotal }: OrderDetails,
): Promise<EntityId> {
  const { rows } = await tx.query<{ id: string }>(
    'INSERT INTO orders (customer_id, order_total, created_for) VALUES ($1, $2, $3) RETURNING id',
    [customerId, orderTotal.toString(), currentCause()?.causationId],
  );
  const [row] = rows;
  if (!row) throw new Error('INSERT INTO orders returned no id');
  return BigInt(row.id);
}

/** False when the order was decided before. */
export async function decideOrder(
  tx: Transaction,
  id: EntityId,
  state: 'APPROVED' | 'REJECTED',
): Promise<boolean> {
  const { rowCount } = await tx.query("UPDATE orders SET state = $2 WHERE id = $1 AND state = 'PENDING'", [
    id,
    state,
  ]);
  return rowCount === 1;
}

export async function findState(pool: pg.Pool, id: EntityId): Promise<string | undefined> {
  const { rows } = await pool.query<{ state: string }>('SELECT state FROM orders WHERE id = $1', [id]);
  return rows[0]?.state;
}
