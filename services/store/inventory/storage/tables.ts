export const tables = `
-- Nothing is sold twice, and no unit comes from nowhere: whatever a statement does, these checks hold after it.
CREATE TABLE IF NOT EXISTS products (
  id          text PRIMARY KEY,
  name        text NOT NULL,
  description text NOT NULL,
  price       numeric(19,2) NOT NULL CHECK (price > 0),
  available   bigint NOT NULL CHECK (available >= 0),
  reserved    bigint NOT NULL DEFAULT 0 CHECK (reserved >= 0),
  sold        bigint NOT NULL DEFAULT 0 CHECK (sold >= 0),
  stocked     bigint NOT NULL,
  -- Nobody is told when a request changes the stock: this column is all that tells which one did.
  changed_for text,
  CHECK (available + reserved + sold = stocked)
);
-- A session's, which expire, and an order's, which do not, and have the price at which they were claimed.
CREATE TABLE IF NOT EXISTS reservations (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  product_id text NOT NULL REFERENCES products (id),
  session_id text NOT NULL,
  order_id   text,
  units      bigint NOT NULL CHECK (units > 0),
  price      numeric(19,2),
  renewed_at timestamptz NOT NULL DEFAULT now(),
  changed_for text,
  CHECK ((order_id IS NULL) = (price IS NULL))
);
CREATE UNIQUE INDEX IF NOT EXISTS reservations_session_idx ON reservations (session_id, product_id) WHERE order_id IS NULL;
CREATE UNIQUE INDEX IF NOT EXISTS reservations_order_idx ON reservations (order_id, product_id) WHERE order_id IS NOT NULL;
CREATE INDEX IF NOT EXISTS reservations_product_idx ON reservations (product_id);
-- What became of each order's claim, which outlives its reservations: a repeated command is told by it.
CREATE TABLE IF NOT EXISTS claims (
  order_id text PRIMARY KEY,
  state    text NOT NULL,
  -- What the reservations cost; null where they were released before they were claimed.
  total    numeric(19,2)
);
CREATE TABLE IF NOT EXISTS sales (
  order_id   text NOT NULL,
  product_id text NOT NULL,
  units      bigint NOT NULL CHECK (units > 0),
  price      numeric(19,2) NOT NULL,
  PRIMARY KEY (order_id, product_id)
)`;
