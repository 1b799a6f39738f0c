import { type Db, MongoServerError } from 'mongodb';
import { newMessageId } from '../../tram/index.ts';
import type { Cart, Content, Expectation } from './domain.ts';

/** A document without `content` is of no cart: it only remembers what was put back into one. */
interface CartDocument {
  readonly _id: string;
  /** Sums may come back as bigint. */
  readonly content?: Readonly<Record<string, number | bigint>>;
  readonly creationDate?: Date;
  readonly revision?: string;
  /** Id of the event by which an order's items came back, by `StoreOrder` and the order's id. */
  readonly guards?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

const duplicateKey = 11_000;
const cartFields = { content: '', creationDate: '', revision: '' } as const;

const carts = (db: Db) => db.collection<CartDocument>('carts');

export async function findCart(db: Db, sessionId: string): Promise<Cart | undefined> {
  const found = await carts(db).findOne({ _id: sessionId });
  return found ? toCart(found) : undefined;
}

/** By session, and how many there are in all. */
export async function listCarts(
  db: Db,
  limit: number,
  offset: number,
): Promise<{ readonly found: readonly Cart[]; readonly total: number }> {
  const present = { content: { $exists: true } };
  const [documents, total] = await Promise.all([
    carts(db).find(present).sort({ _id: 1 }).skip(offset).limit(limit).toArray(),
    carts(db).countDocuments(present),
  ]);
  return { found: documents.flatMap((document) => toCart(document) ?? []), total };
}

export type Written = { readonly outcome: 'created' | 'updated'; readonly cart: Cart } | undefined;

/** The cart as it is from now on; undefined, and nothing is written, where it is not as expected. */
export async function putCart(
  db: Db,
  sessionId: string,
  content: Content,
  expected: Expectation,
): Promise<Written> {
  const cart = { content, creationDate: new Date(), revision: newMessageId() };
  const upsert = expected === undefined || expected === 'absent';
  const write = () =>
    carts(db).findOneAndUpdate(
      { _id: sessionId, ...asExpected(expected) },
      { $set: cart },
      { upsert, returnDocument: 'before' },
    );
  let before;
  try {
    before = await write();
  } catch (error) {
    // Somebody was quicker to insert it: then it is not absent, and else there to be overwritten.
    if (!isDuplicate(error)) throw error;
    if (expected === 'absent') return undefined;
    before = await write();
  }
  // With upsert, what was not there is now.
  if (before === null && !upsert) return undefined;
  return { outcome: before?.content ? 'updated' : 'created', cart: { sessionId, ...cart } };
}

/** Sets the units of some products. False where the cart is absent, or not as expected. */
export async function patchCart(
  db: Db,
  sessionId: string,
  content: Content,
  expected: Expectation,
): Promise<boolean> {
  const set = { ...fieldsOf(content), creationDate: new Date(), revision: newMessageId() };
  const { matchedCount } = await carts(db).updateOne(
    { _id: sessionId, ...asExpected(expected ?? 'present') },
    { $set: set },
  );
  return matchedCount === 1;
}

/** False where the cart is absent, or not as expected. What was put back into it stays known. */
export async function deleteCart(db: Db, sessionId: string, expected: Expectation): Promise<boolean> {
  const filter = { _id: sessionId, ...asExpected(expected ?? 'present') };
  const { matchedCount } = await carts(db).updateOne(filter, { $unset: cartFields });
  await carts(db).deleteOne({ _id: sessionId, content: { $exists: false }, guards: { $exists: false } });
  return matchedCount === 1;
}

/** Carts last written before `limit`; resolves with how many there were. */
export async function expireCarts(db: Db, limit: Date): Promise<number> {
  const old = { creationDate: { $lt: limit } };
  const { deletedCount } = await carts(db).deleteMany({ ...old, guards: { $exists: false } });
  const { modifiedCount } = await carts(db).updateMany(old, { $unset: cartFields });
  return deletedCount + modifiedCount;
}

/**
 * Adds the items of a rejected order to the cart, and notes that in the same document: one write, made once for each order, also
 * when the cart was emptied since. False when it was made before.
 */
export async function restoreItems(
  db: Db,
  { sessionId, orderId, eventId, content }: RestoredOrder,
): Promise<boolean> {
  const guard = `guards.StoreOrder.${orderId}`;
  const restore = () =>
    carts(db).updateOne(
      { _id: sessionId, [guard]: { $exists: false } },
      {
        $inc: fieldsOf(content),
        $set: { creationDate: new Date(), revision: newMessageId(), [guard]: eventId },
      },
      { upsert: true },
    );
  try {
    await restore().catch((error: unknown) => {
      // The first refusal may be of two that race to insert the document; the second can only be the guard's.
      if (!isDuplicate(error)) throw error;
      return restore();
    });
    return true;
  } catch (error) {
    if (isDuplicate(error)) return false;
    throw error;
  }
}

export interface RestoredOrder {
  readonly sessionId: string;
  readonly orderId: string;
  readonly eventId: string;
  readonly content: Content;
}

function asExpected(expected: Expectation) {
  if (expected === undefined) return {};
  if (typeof expected === 'string') return { content: { $exists: expected === 'present' } };
  return { revision: { $in: [...expected] } };
}

function fieldsOf(content: Content): Record<`content.${string}`, number> {
  return Object.fromEntries(
    Object.entries(content).map(([productId, units]) => [`content.${productId}`, units]),
  );
}

function isDuplicate(error: unknown): boolean {
  return error instanceof MongoServerError && error.code === duplicateKey;
}

function toCart({ _id, content, creationDate, revision }: CartDocument): Cart | undefined {
  if (!content || !creationDate || revision === undefined) return undefined;
  const units = Object.entries(content).map(([productId, count]) => [productId, Number(count)]);
  return { sessionId: _id, content: Object.fromEntries(units) as Content, creationDate, revision };
}
