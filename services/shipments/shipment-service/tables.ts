/**
 * Those of the outbox example that this one follows. Added: an order has one shipment, and what becomes of each of its
 * lines. A line may be told of before its order: it then has no item yet (docs/adr/0025-shipments.md).
 */
export const tables = `
CREATE SCHEMA IF NOT EXISTS shipments;
CREATE TABLE IF NOT EXISTS shipments.consumed_message (
  event_id          uuid PRIMARY KEY,
  time_of_receiving timestamp
);
CREATE TABLE IF NOT EXISTS shipments.shipment (
  id          uuid PRIMARY KEY,
  customer_id integer NOT NULL,
  order_date  timestamp,
  order_id    uuid NOT NULL UNIQUE
);
CREATE TABLE IF NOT EXISTS shipments.shipment_line (
  id       uuid PRIMARY KEY,
  order_id uuid NOT NULL,
  item     varchar(255),
  quantity integer,
  status   varchar(255) NOT NULL CHECK (status IN ('ENTERED', 'CANCELLED', 'SHIPPED'))
);
CREATE INDEX IF NOT EXISTS shipment_line_order_idx ON shipments.shipment_line (order_id)`;
