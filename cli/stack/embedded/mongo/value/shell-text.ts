import { Binary, BSONRegExp, Decimal128, Int32, ObjectId, Timestamp } from 'bson';
import { typeName } from './types.ts';
import { DateTime, type Doc, type Value } from './value.ts';

/** A value as mongod writes it in error texts. */
export function shellText(value: Value): string {
  if (value === null) return 'null';
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') return Number.isInteger(value) ? `${value}.0` : String(value);
  if (typeof value === 'bigint' || typeof value === 'boolean') return String(value);
  if (value instanceof Int32) return String(value.value);
  if (value instanceof ObjectId) return `ObjectId('${value.toHexString()}')`;
  if (value instanceof DateTime) return `new Date(${value.ms})`;
  if (value instanceof Decimal128) return `NumberDecimal("${value.toString()}")`;
  if (value instanceof Timestamp) return `Timestamp(${value.t}, ${value.i})`;
  if (value instanceof Binary)
    return `BinData(${value.sub_type}, ${Buffer.from(value.value()).toString('hex').toUpperCase()})`;
  if (value instanceof Map) return docText(value);
  if (Array.isArray(value)) return `[ ${value.map(shellText).join(', ')} ]`;
  if (value instanceof BSONRegExp) return `/${value.pattern}/${value.options}`;
  return typeName(value);
}

export function docText(doc: Doc): string {
  const fields = [...doc].map(([name, value]) => `${name}: ${shellText(value)}`);
  return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
}
