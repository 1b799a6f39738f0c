import type pg from 'pg';
import type { EntityId } from '../../runtime/values/entity-id.ts';
import { Money } from '../../runtime/values/money.ts';
import { currentCause, type Transaction } from '../../tram/index.ts';
import type { Credit, Customer, CustomerDetails } from './domain.ts';

/** `created_for`: id of the request, which no outbox row tells here, as nobody is told of a new customer. */
export const tables = `
CREATE TABLE IF NOT EXISTS customers (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name         text NOT NULL,
  credit_limit numeric(19,2) NOT NULL CHECK (credit_limit > 0),
  created_for  text
);
CREATE TABLE IF NOT EXISTS credit_reservations (
  customer_id bigint NOT NULL REFERENCES customers (id),
  order_id    bigint NOT NULL,
  amount      numeric(19,2) NOT NULL CHECK (amount > 0),
  PRIMARY KEY (customer_id, order_id)
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
    text: 'INSERT INTO customers (name, credit_limit, created_for) VALUES ($1, $2, $3) RETURNING id',
    values: [name, creditLimit.toString(), currentCause()?.causationId],
  });
  const [row] = rows;
  if (!row) throw new Error('INSERT INTO customers returned no id');
  return BigInt(row.id);
}

const creditText = `
SELECT credit_limit, coalesce(
  (SELECT sum(amount) FROM credit_reservations WHERE customer_id = customers.id AND order_id <> $2), 0) AS reserved
FROM customers WHERE id = $1`;

/** Undefined when there is no such customer. What `orderId` itself has reserved does not count. */
export async function creditFor(
  tx: Transaction,
  customerId: EntityId,
  orderId: EntityId,
): Promise<Credit | undefined> {
  const { rows } = await tx.query<{ credit_limit: string; reserved: string }>({
    name: 'credit-for',
    text: creditText,
    values: [customerId, orderId],
  });
  return rows.map(({ credit_limit, reserved }) => ({
    limit: Money.parse(credit_limit),
    reserved: Money.parse(reserved),
  }))[0];
}

/** Harmless when it is reserved already. */
export async function insertReservation(
  tx: Transaction,
  customerId: EntityId,
  orderId: EntityId,
  amount: Money,
): Promise<void> {
  await tx.query({
    name: 'insert-reservation',
    text: `INSERT INTO credit_reservations (customer_id, order_id, amount) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`,
    values: [customerId, orderId, amount.toString()],
  });
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
