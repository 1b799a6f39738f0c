import type pg from 'pg';
import type { Transaction } from '../../tram/index.ts';
import type { LineStatus } from '../order-service/messages.ts';
import type { Shipment, ShipmentLine } from './domain.ts';

/** False, and nothing is stored, when the order has a shipment already. */
export async function insertShipment(
  tx: Transaction,
  { id, orderId, customerId, orderDate }: Omit<Shipment, 'lines'>,
): Promise<boolean> {
  const { rowCount } = await tx.query({
    name: 'insert-shipment',
    text: `
INSERT INTO shipments.shipment (id, customer_id, order_date, order_id)
VALUES ($1, $2, $3::timestamptz AT TIME ZONE 'UTC', $4) ON CONFLICT (order_id) DO NOTHING`,
    values: [id, customerId, orderDate, orderId],
  });
  return rowCount === 1;
}

/** A line that was told of before keeps the status it was told. */
export async function insertLines(
  tx: Transaction,
  orderId: string,
  lines: readonly ShipmentLine[],
): Promise<void> {
  await tx.query({
    name: 'insert-shipment-lines',
    text: `
INSERT INTO shipments.shipment_line (id, order_id, item, quantity, status)
SELECT id, $1, item, quantity, status
FROM unnest($2::uuid[], $3::text[], $4::int[], $5::text[]) AS new (id, item, quantity, status)
ON CONFLICT (id) DO UPDATE SET item = excluded.item, quantity = excluded.quantity`,
    values: [
      orderId,
      lines.map(({ id }) => id),
      lines.map(({ item }) => item),
      lines.map(({ quantity }) => quantity),
      lines.map(({ status }) => status),
    ],
  });
}

/** Also of a line that is not known yet. False when it is decided already: what is cancelled or shipped stays so. */
export async function decideLine(
  tx: Transaction,
  orderId: string,
  lineId: string,
  status: LineStatus,
): Promise<boolean> {
  const { rowCount } = await tx.query({
    name: 'decide-shipment-line',
    text: `
INSERT INTO shipments.shipment_line AS line (id, order_id, status) VALUES ($1, $2, $3)
ON CONFLICT (id) DO UPDATE SET status = excluded.status WHERE line.status = 'ENTERED'`,
    values: [lineId, orderId, status],
  });
  return rowCount === 1;
}

const select = `
SELECT shipment.id, shipment.order_id, customer_id, to_char(order_date, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS order_date,
  (SELECT coalesce(json_agg(json_build_object('id', line.id, 'item', item, 'quantity', quantity, 'status', status)
                            ORDER BY line.id), '[]')
   FROM shipments.shipment_line AS line WHERE line.order_id = shipment.order_id) AS lines
FROM shipments.shipment`;

interface ShipmentRow {
  readonly id: string;
  readonly order_id: string;
  readonly customer_id: number;
  readonly order_date: string;
  readonly lines: readonly ShipmentLine[];
}

export async function findShipment(pool: pg.Pool, id: string): Promise<Shipment | undefined> {
  const { rows } = await pool.query<ShipmentRow>(`${select} WHERE shipment.id = $1`, [id]);
  return rows.map(toShipment)[0];
}

export interface ShipmentFilter {
  readonly orderId?: string | undefined;
  readonly limit: number;
  readonly offset: number;
}

/** Oldest date of the order first. */
export async function listShipments(
  pool: pg.Pool,
  { orderId, limit, offset }: ShipmentFilter,
): Promise<readonly Shipment[]> {
  const { rows } = await pool.query<ShipmentRow>(
    `${select} WHERE $1::uuid IS NULL OR shipment.order_id = $1
ORDER BY shipment.order_date, shipment.id LIMIT $2 OFFSET $3`,
    [orderId, limit, offset],
  );
  return rows.map(toShipment);
}

function toShipment({ id, order_id, customer_id, order_date, lines }: ShipmentRow): Shipment {
  return { id, orderId: order_id, customerId: customer_id, orderDate: order_date, lines };
}
