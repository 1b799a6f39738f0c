import type pg from 'pg';
import type { EntityId } from '../../runtime/values/entity-id.ts';
import { Money } from '../../runtime/values/money.ts';
import type { Transaction } from '../../tram/index.ts';
import type { Order, OrderDetails, OrderState, RejectionReason } from './domain.ts';

export const tables = `
CREATE TABLE IF NOT EXISTS orders (
  id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  customer_id      bigint NOT NULL,
  order_total      numeric(19,2) NOT NULL CHECK (order_total > 0),
  state            text NOT NULL DEFAULT 'PENDING',
  rejection_reason text
)`;

// Statements have names: PostgreSQL then parses and plans each once per connection, not at every use.

/** As pg gives them: bigint and numeric as text, so that nothing is rounded. */
interface OrderRow {
  readonly id: string;
  readonly customer_id: string;
  readonly order_total: string;
  readonly state: OrderState;
  readonly rejection_reason: RejectionReason | null;
}

/** A new order is PENDING. */
export async function insertOrder(
  tx: Transaction,
  { customerId, orderTotal }: OrderDetails,
): Promise<EntityId> {
  const { rows } = await tx.query<{ id: string }>({
    name: 'insert-order',
    text: 'INSERT INTO orders (customer_id, order_total) VALUES ($1, $2) RETURNING id',
    values: [customerId, orderTotal.toString()],
  });
  const [row] = rows;
  if (!row) throw new Error('INSERT INTO orders returned no id');
  return BigInt(row.id);
}

/** The order, locked until the transaction ends, so that two commands about it take turns. */
export async function lockOrder(tx: Transaction, id: EntityId): Promise<Order | undefined> {
  const { rows } = await tx.query<OrderRow>({
    name: 'lock-order',
    text: 'SELECT * FROM orders WHERE id = $1 FOR UPDATE',
    values: [id],
  });
  return rows.map(toOrder)[0];
}

export async function updateOrder(tx: Transaction, { id, state, rejectionReason }: Order): Promise<void> {
  await tx.query({
    name: 'update-order',
    text: 'UPDATE orders SET state = $2, rejection_reason = $3 WHERE id = $1',
    values: [id, state, rejectionReason],
  });
}

export async function findOrder(pool: pg.Pool, id: EntityId): Promise<Order | undefined> {
  const { rows } = await pool.query<OrderRow>('SELECT * FROM orders WHERE id = $1', [id]);
  return rows.map(toOrder)[0];
}

/** Oldest first. */
export async function listOrders(pool: pg.Pool, limit: number, offset: number): Promise<readonly Order[]> {
  const { rows } = await pool.query<OrderRow>('SELECT * FROM orders ORDER BY id LIMIT $1 OFFSET $2', [
    limit,
    offset,
  ]);
  return rows.map(toOrder);
}

function toOrder(row: OrderRow): Order {
  return {
    id: BigInt(row.id),
    customerId: BigInt(row.customer_id),
    orderTotal: Money.parse(row.order_total),
    state: row.state,
    rejectionReason: row.rejection_reason,
  };
}
