import type pg from 'pg';
import type { EntityId } from '../../runtime/values/entity-id.ts';
import { Money } from '../../runtime/values/money.ts';
import type { Transaction } from '../../tram/index.ts';
import type { Customer, CustomerDetails } from './domain.ts';

export const tables = `
CREATE TABLE IF NOT EXISTS customers (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name         text NOT NULL,
  credit_limit numeric(19,2) NOT NULL CHECK (credit_limit > 0)
);
CREATE TABLE IF NOT EXISTS credit_reservations (
  customer_id bigint NOT NULL REFERENCES customers (id),
  order_id    bigint NOT NULL,
  amount      numeric(19,2) NOT NULL CHECK (amount > 0),
  PRIMARY KEY (customer_id, order_id)
);
-- What was decided about each order, which outlives the reservation: an order is never decided twice.
CREATE TABLE IF NOT EXISTS credit_decisions (
  order_id bigint PRIMARY KEY,
  decision text NOT NULL
)`;

// Statements have names: PostgreSQL then parses and plans each once per connection, not at every use.

/** As pg gives them: bigint and numeric as text, so that nothing is rounded. */
interface CustomerRow {
  readonly id: string;
  readonly name: string;
  readonly credit_limit: string;
}

export async function insertCustomer(
  tx: Transaction,
  { name, creditLimit }: CustomerDetails,
): Promise<EntityId> {
  const { rows } = await tx.query<{ id: string }>({
    name: 'insert-customer',
    text: 'INSERT INTO customers (name, credit_limit) VALUES ($1, $2) RETURNING id',
    values: [name, creditLimit.toString()],
  });
  const [row] = rows;
  if (!row) throw new Error('INSERT INTO customers returned no id');
  return BigInt(row.id);
}

/**
 * The customer, locked until the transaction ends: who reserves credit takes turns. What was reserved is read by a later
 * statement, as this one sees the reservations as they were before it waited for the lock.
 */
export async function lockCustomer(tx: Transaction, id: EntityId): Promise<Customer | undefined> {
  const { rows } = await tx.query<CustomerRow>({
    name: 'lock-customer',
    text: 'SELECT * FROM customers WHERE id = $1 FOR UPDATE',
    values: [id],
  });
  return rows.map(toCustomer)[0];
}

export async function reservedCredit(tx: Transaction, customerId: EntityId): Promise<Money> {
  const { rows } = await tx.query<{ reserved: string | null }>({
    name: 'reserved-credit',
    text: 'SELECT sum(amount) AS reserved FROM credit_reservations WHERE customer_id = $1',
    values: [customerId],
  });
  return Money.parse(rows[0]?.reserved ?? '0');
}

interface StoredDecision {
  readonly customerId: EntityId;
  readonly orderId: EntityId;
  readonly decision: string;
  /** Undefined where no credit is reserved. */
  readonly reserved: Money | undefined;
}

const insertDecisionText = `
WITH decided AS (
  INSERT INTO credit_decisions (order_id, decision) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING order_id
), reserved AS (
  INSERT INTO credit_reservations (customer_id, order_id, amount)
  SELECT $3::bigint, order_id, $4::numeric FROM decided WHERE $4::numeric IS NOT NULL
)
SELECT FROM decided`;

/** The decision and its reservation. False, and nothing is stored, when the order was decided before. */
export async function insertDecision(
  tx: Transaction,
  { customerId, orderId, decision, reserved }: StoredDecision,
): Promise<boolean> {
  const { rowCount } = await tx.query({
    name: 'insert-decision',
    text: insertDecisionText,
    values: [orderId, decision, customerId, reserved?.toString()],
  });
  return rowCount === 1;
}

/** False when nothing was reserved. */
export async function deleteReservation(
  tx: Transaction,
  customerId: EntityId,
  orderId: EntityId,
): Promise<boolean> {
  const { rowCount } = await tx.query({
    name: 'delete-reservation',
    text: 'DELETE FROM credit_reservations WHERE customer_id = $1 AND order_id = $2',
    values: [customerId, orderId],
  });
  return rowCount === 1;
}

export async function findCustomer(pool: pg.Pool, id: EntityId): Promise<Customer | undefined> {
  const { rows } = await pool.query<CustomerRow>('SELECT * FROM customers WHERE id = $1', [id]);
  return rows.map(toCustomer)[0];
}

/** Oldest first. */
export async function listCustomers(
  pool: pg.Pool,
  limit: number,
  offset: number,
): Promise<readonly Customer[]> {
  const { rows } = await pool.query<CustomerRow>('SELECT * FROM customers ORDER BY id LIMIT $1 OFFSET $2', [
    limit,
    offset,
  ]);
  return rows.map(toCustomer);
}

function toCustomer({ id, name, credit_limit }: CustomerRow): Customer {
  return { id: BigInt(id), name, creditLimit: Money.parse(credit_limit) };
}
