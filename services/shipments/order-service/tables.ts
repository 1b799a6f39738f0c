/**
 * Those of the outbox example that this one follows; `correlation_id` and `causation_id` are added, so that what led to
 * an event is known for certain. Rows of the outbox are only ever inserted: Debezium reads them from the write-ahead log.
 */
export const tables = `
CREATE SCHEMA IF NOT EXISTS orders;
CREATE TABLE IF NOT EXISTS orders.purchase_order (
  id          uuid PRIMARY KEY,
  customer_id integer NOT NULL,
  order_date  timestamp NOT NULL
);
CREATE TABLE IF NOT EXISTS orders.order_line (
  id          uuid PRIMARY KEY,
  quantity    integer NOT NULL,
  total_price numeric(12,2) NOT NULL,
  order_id    uuid NOT NULL REFERENCES orders.purchase_order (id),
  item        varchar(255) NOT NULL,
  status      varchar(255) NOT NULL CHECK (status IN ('ENTERED', 'CANCELLED', 'SHIPPED'))
);
CREATE INDEX IF NOT EXISTS order_line_order_idx ON orders.order_line (order_id);
CREATE TABLE IF NOT EXISTS orders.outbox_event (
  id             uuid PRIMARY KEY,
  "timestamp"    timestamp NOT NULL,
  aggregate_id   varchar(255) NOT NULL,
  aggregate_type varchar(255) NOT NULL,
  payload        jsonb NOT NULL,
  "type"         varchar(255) NOT NULL,
  correlation_id text,
  causation_id   text
)`;
