import { Binary, Decimal128, Long, ObjectId, type Document } from 'mongodb';
import type { PlainDocument } from './apply-change.ts';

/** A BSON document with plain values only: int64 as bigint, Decimal128, ids and binary data as text, dates as ISO 8601. */
export function plainDocument(document: Document): PlainDocument {
  return Object.fromEntries(Object.entries(document).map(([name, value]) => [name, plainValue(value)]));
}

export function plainValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plainValue);
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Long) return value.toBigInt();
  if (value instanceof Decimal128) return value.toString();
  if (value instanceof ObjectId) return value.toHexString();
  if (value instanceof Binary) return value.toString('base64');
  return plainDocument(value);
}

/** An _id as text: numbers of any BSON type print alike. */
export function idText(id: unknown): string {
  const plain = plainValue(id);
  return typeof plain === 'string' || typeof plain === 'bigint' ? `${plain}` : JSON.stringify(plain);
}
