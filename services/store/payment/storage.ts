import { Money } from '../../runtime/values/money.ts';
import { currentCause, type Transaction } from '../../tram/index.ts';
import type { Payment, PaymentState } from './domain.ts';

export const tables = `
-- One row for each order, whatever is repeated: what it is asked for, and what became of it. Nothing of the card.
CREATE TABLE IF NOT EXISTS payments (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  order_id   text NOT NULL UNIQUE,
  state      text NOT NULL DEFAULT 'asked' CHECK (state IN ('asked', 'charged', 'refused', 'unavailable')),
  total      numeric(19,2) NOT NULL CHECK (total > 0),
  asks       integer NOT NULL DEFAULT 1,
  asked_at   timestamptz NOT NULL DEFAULT now(),
  decided_at timestamptz,
  -- The message that it was changed for last: it is in another transaction than the inbox's row.
  changed_for text,
  CHECK ((state = 'asked') = (decided_at IS NULL))
)`;

// Statements have names: PostgreSQL then parses and plans each once per connection, not at every use.

/** As pg gives them: bigint and numeric as text, so that nothing is rounded. */
interface PaymentRow {
  readonly id: string;
  readonly order_id: string;
  readonly state: PaymentState;
  readonly total: string;
  readonly asks: number;
}

const askText = `
INSERT INTO payments AS old (order_id, total, changed_for) VALUES ($1, $2, $3)
ON CONFLICT (order_id) DO UPDATE SET asks = old.asks + CASE WHEN old.state = 'asked' THEN 1 ELSE 0 END,
  changed_for = excluded.changed_for
RETURNING *`;

/** Notes that someone sets out to ask for it, unless it is decided. */
export async function noteAsked(tx: Transaction, orderId: string, total: Money): Promise<Payment> {
  const { rows } = await tx.query<PaymentRow>({
    name: 'note-asked',
    text: askText,
    values: [orderId, total.toString(), messageId()],
  });
  const [row] = rows;
  if (!row) throw new Error('INSERT INTO payments returned no row');
  return toPayment(row);
}

/** The first decision stands. */
export async function decide(tx: Transaction, orderId: string, state: PaymentState): Promise<void> {
  await tx.query({
    name: 'decide-payment',
    text: "UPDATE payments SET state = $2, decided_at = now(), changed_for = $3 WHERE order_id = $1 AND state = 'asked'",
    values: [orderId, state, messageId()],
  });
}

/** It never came to the provider, where nobody else has set out to ask meanwhile: then who asks finds it decided. */
export async function decideUnsent(tx: Transaction, orderId: string): Promise<boolean> {
  const { rowCount } = await tx.query({
    name: 'decide-unsent',
    text: `UPDATE payments SET state = 'unavailable', decided_at = now(), changed_for = $2
           WHERE order_id = $1 AND state = 'asked' AND asks = 1`,
    values: [orderId, messageId()],
  });
  return rowCount === 1;
}

export async function findPayment(db: Transaction, orderId: string): Promise<Payment | undefined> {
  const { rows } = await db.query<PaymentRow>({
    name: 'find-payment',
    text: 'SELECT * FROM payments WHERE order_id = $1',
    values: [orderId],
  });
  return rows.map(toPayment)[0];
}

function toPayment({ id, order_id, state, total, asks }: PaymentRow): Payment {
  return { id, orderId: order_id, state, total: Money.parse(total), asks };
}

function messageId(): string | null {
  return currentCause()?.causationId ?? null;
}
