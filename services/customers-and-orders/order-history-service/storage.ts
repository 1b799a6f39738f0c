import { type Db, MongoServerError } from 'mongodb';
import { fromStoredMoney, type StoredMoney, toStoredMoney } from '../../runtime/mongo/stored-money.ts';
import { inBatches } from '../../runtime/process/in-batches.ts';
import type { EntityId } from '../../runtime/values/entity-id.ts';
import { Money } from '../../runtime/values/money.ts';
import type { CustomerDetails, OrderDetails, OrderState, ViewUpdate } from './domain.ts';

interface CustomerDocument {
  readonly _id: EntityId;
  /** Absent until CustomerCreated came: the orders of a customer may come before it, or it never comes. */
  readonly name?: string;
  readonly creditLimit?: StoredMoney;
  readonly orders?: Readonly<
    Record<string, { orderId: EntityId; state: OrderState; orderTotal: StoredMoney }>
  >;
}

interface OrderDocument {
  readonly _id: EntityId;
  readonly customerId: EntityId;
  readonly state: OrderState;
  readonly orderTotal: StoredMoney;
}

export interface OrderView extends OrderDetails {
  readonly id: EntityId;
  readonly state: OrderState;
}

export interface CustomerView extends CustomerDetails {
  readonly id: EntityId;
  readonly orders: Readonly<Record<string, { orderId: EntityId; state: OrderState; orderTotal: Money }>>;
}

const duplicateKey = 11_000;

/** False when the document has seen a newer event of the same aggregate, or this one: then nothing changes. */
export type ApplyUpdate = (update: ViewUpdate) => Promise<boolean>;

/** Updates of one collection that come together go in one command; each document is guarded by itself all the same. */
export function viewWriter(db: Db): ApplyUpdate {
  const writerOf = (collection: ViewUpdate['collection']): ApplyUpdate =>
    inBatches(async (updates) => {
      const applied = await upsertAll(db, collection, updates);
      const refused = updates.filter((_, index) => applied[index] === false);
      if (refused.length === 0) return applied;
      // The first refusal may be of two first events racing to insert the document; the second can only be the guard's.
      const again = (await upsertAll(db, collection, refused)).values();
      return applied.map((result) => (result === false ? (again.next().value ?? false) : result));
    });
  const writers = { customers: writerOf('customers'), orders: writerOf('orders') };
  return (update) => writers[update.collection](update);
}

interface UpdateReply {
  readonly writeErrors?: readonly {
    readonly index: number;
    readonly code: number;
    readonly errmsg: string;
  }[];
}

/**
 * The update command itself, as bulkWrite() gives an outage the look of a refused document. It is not retried by the driver:
 * who asks again when the store is back is told by the guard what was done.
 */
async function upsertAll(
  db: Db,
  collection: string,
  updates: readonly ViewUpdate[],
): Promise<(boolean | Error)[]> {
  const command = { update: collection, updates: updates.map(toUpsert), ordered: false };
  const { writeErrors = [] } = (await db.command(command)) as UpdateReply;
  const failures = new Map(writeErrors.map((failure) => [failure.index, failure]));
  return updates.map((_, index) => {
    const failure = failures.get(index);
    if (failure === undefined) return true;
    return failure.code === duplicateKey ? false : new MongoServerError({ ...failure });
  });
}

/** Where the guard refuses, the upsert tries to insert a second document with this _id, and that is refused too. */
function toUpsert({ id, source, set }: ViewUpdate): Record<string, unknown> {
  const guard = `guards.${source.aggregateType}.${source.aggregateId}`;
  return {
    q: { _id: id, [guard]: { $not: { $gte: source.messageId } } },
    u: { $set: { ...stored(set), [guard]: source.messageId } },
    upsert: true,
  };
}

function stored(set: ViewUpdate['set']): Record<string, unknown> {
  return Object.fromEntries(Object.entries(set).map(([path, value]) => [path, storedValue(value)]));
}

function storedValue(value: unknown): unknown {
  if (value instanceof Money) return toStoredMoney(value);
  if (typeof value === 'object' && value !== null) return stored({ ...value });
  return value;
}

/** Undefined for a customer of whom only orders are known. */
export async function findCustomer(db: Db, id: EntityId): Promise<CustomerView | undefined> {
  const found = await db.collection<CustomerDocument>('customers').findOne({ _id: id });
  if (found?.name === undefined || found.creditLimit === undefined) return undefined;
  const orders = Object.entries(found.orders ?? {}).map(([key, { orderId, state, orderTotal }]) => [
    key,
    { orderId, state, orderTotal: fromStoredMoney(orderTotal) },
  ]);
  return {
    id,
    name: found.name,
    creditLimit: fromStoredMoney(found.creditLimit),
    orders: Object.fromEntries(orders) as CustomerView['orders'],
  };
}

export async function countCustomers(db: Db): Promise<number> {
  return db.collection<CustomerDocument>('customers').countDocuments({ name: { $exists: true } });
}

export async function findOrder(db: Db, id: EntityId): Promise<OrderView | undefined> {
  const found = await db.collection<OrderDocument>('orders').findOne({ _id: id });
  if (!found) return undefined;
  const { customerId, state, orderTotal } = found;
  return { id, customerId, state, orderTotal: fromStoredMoney(orderTotal) };
}
