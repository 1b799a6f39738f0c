import type { Db } from 'mongodb';
import { fromStoredMoney, type StoredMoney, toStoredMoney } from '../../runtime/mongo/stored-money.ts';
import type { Transaction } from '../../tram/index.ts';
import type { Order, OrderDetails, OrderStatus } from './domain.ts';
import type { OrderFailure } from './messages.ts';

interface OrderDocument {
  /** The saga's id: whoever repeats a command finds the same order. */
  readonly _id: string;
  readonly sessionId: string;
  readonly status: OrderStatus;
  readonly reason: OrderFailure | null;
  /** Of its creation. */
  readonly timestamp: Date;
  readonly items: readonly {
    readonly productId: string;
    readonly name: string;
    readonly units: number;
    readonly price: StoredMoney;
  }[];
  readonly total: StoredMoney;
}

/** In the database of the messages: which events of an order are published, however often a command comes. */
export const tables = `
CREATE TABLE IF NOT EXISTS order_events (
  order_id text NOT NULL,
  type     text NOT NULL,
  PRIMARY KEY (order_id, type)
)`;

const orders = (db: Db) => db.collection<OrderDocument>('orders');

/** A new order is PENDING; the second time nothing changes. */
export async function insertOrder(
  db: Db,
  orderId: string,
  { sessionId, items, total }: OrderDetails,
): Promise<void> {
  const document: Omit<OrderDocument, '_id'> = {
    sessionId,
    status: 'PENDING',
    reason: null,
    timestamp: new Date(),
    items: items.map((item) => ({ ...item, price: toStoredMoney(item.price) })),
    total: toStoredMoney(total),
  };
  await orders(db).updateOne({ _id: orderId }, { $setOnInsert: document }, { upsert: true });
}

/** Only while it is PENDING: a decision stays as it is. */
export async function updateDecision(db: Db, { orderId, status, reason }: Order): Promise<void> {
  await orders(db).updateOne({ _id: orderId, status: 'PENDING' }, { $set: { status, reason } });
}

export async function findOrder(db: Db, orderId: string): Promise<Order | undefined> {
  const found = await orders(db).findOne({ _id: orderId });
  if (!found) return undefined;
  const { sessionId, status, reason, items, total } = found;
  return {
    orderId,
    sessionId,
    status,
    reason,
    items: items.map((item) => ({ ...item, price: fromStoredMoney(item.price) })),
    total: fromStoredMoney(total),
  };
}

/** False when the event was published before. */
export async function insertOrderEvent(tx: Transaction, orderId: string, type: string): Promise<boolean> {
  const { rowCount } = await tx.query({
    name: 'insert-order-event',
    text: 'INSERT INTO order_events (order_id, type) VALUES ($1, $2) ON CONFLICT DO NOTHING',
    values: [orderId, type],
  });
  return rowCount === 1;
}
