import type pg from 'pg';
import { Money } from '../../runtime/values/money.ts';
import type { Queryable, Transaction } from '../../tram/index.ts';
import type { Order, OrderLine } from './domain.ts';
import type { LineStatus } from './messages.ts';

// Statements have names: PostgreSQL then parses and plans each once per connection, not at every use.

export async function insertOrder(
  tx: Transaction,
  { id, customerId, orderDate, lineItems }: Order,
): Promise<void> {
  await tx.query({
    name: 'insert-order',
    text: `INSERT INTO orders.purchase_order (id, customer_id, order_date) VALUES ($1, $2, $3::timestamptz AT TIME ZONE 'UTC')`,
    values: [id, customerId, orderDate],
  });
  await tx.query({
    name: 'insert-order-lines',
    text: `
INSERT INTO orders.order_line (id, quantity, total_price, order_id, item, status)
SELECT id, quantity, total_price, $1, item, status
FROM unnest($2::uuid[], $3::int[], $4::numeric[], $5::text[], $6::text[]) AS new (id, quantity, total_price, item, status)`,
    values: [
      id,
      lineItems.map((line) => line.id),
      lineItems.map((line) => line.quantity),
      lineItems.map((line) => line.totalPrice.toString()),
      lineItems.map((line) => line.item),
      lineItems.map((line) => line.status),
    ],
  });
}

/** The line, locked until the transaction ends, so that two changes of it take turns. */
export async function lockLine(
  tx: Transaction,
  orderId: string,
  lineId: string,
): Promise<OrderLine | undefined> {
  const { rows } = await tx.query<LineRow>({
    name: 'lock-order-line',
    text: 'SELECT id, item, quantity, total_price, status FROM orders.order_line WHERE id = $1 AND order_id = $2 FOR UPDATE',
    values: [lineId, orderId],
  });
  return rows.map(toLine)[0];
}

export async function updateLine(tx: Transaction, { id, status }: OrderLine): Promise<void> {
  await tx.query({
    name: 'update-order-line',
    text: 'UPDATE orders.order_line SET status = $2 WHERE id = $1',
    values: [id, status],
  });
}

const columns = `
SELECT purchase_order.id AS order_id, customer_id, to_char(order_date, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS order_date,
  order_line.id, item, quantity, total_price, status`;

export async function findOrder(db: Queryable, id: string): Promise<Order | undefined> {
  const { rows } = await db.query<OrderRow>(
    `${columns} FROM orders.purchase_order JOIN orders.order_line ON order_id = purchase_order.id
WHERE purchase_order.id = $1 ORDER BY order_line.id`,
    [id],
  );
  return toOrders(rows)[0];
}

/** Oldest date first. */
export async function listOrders(pool: pg.Pool, limit: number, offset: number): Promise<readonly Order[]> {
  const { rows } = await pool.query<OrderRow>(
    `${columns}
FROM (SELECT * FROM orders.purchase_order ORDER BY order_date, id LIMIT $1 OFFSET $2) AS purchase_order
JOIN orders.order_line ON order_id = purchase_order.id
ORDER BY purchase_order.order_date, purchase_order.id, order_line.id`,
    [limit, offset],
  );
  return toOrders(rows);
}

/** As pg gives them: numeric as text, so that nothing is rounded. */
interface LineRow {
  readonly id: string;
  readonly item: string;
  readonly quantity: number;
  readonly total_price: string;
  readonly status: LineStatus;
}

interface OrderRow extends LineRow {
  readonly order_id: string;
  readonly customer_id: number;
  readonly order_date: string;
}

function toLine({ id, item, quantity, total_price, status }: LineRow): OrderLine {
  return { id, item, quantity, totalPrice: Money.parse(total_price), status };
}

/** A row for each line, those of one order one after another. */
function toOrders(rows: readonly OrderRow[]): Order[] {
  const orders = new Map<string, Order>();
  for (const row of rows) {
    const { order_id: id, customer_id: customerId, order_date: orderDate } = row;
    const lineItems = [...(orders.get(id)?.lineItems ?? []), toLine(row)];
    orders.set(id, { id, customerId, orderDate, lineItems });
  }
  return [...orders.values()];
}
