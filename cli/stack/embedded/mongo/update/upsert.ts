import { ObjectId } from 'bson';
import { isOperatorDoc } from '../query/filter.ts';
import { splitPath } from '../value/paths.ts';
import { isDoc, type Doc, type Value } from '../value/value.ts';
import { BSONRegExp } from 'bson';
import { editAt } from './edit.ts';
import type { Target, Update } from './update.ts';

/** The document that an upsert inserts: the filter's equalities, then the update, with an _id at the front. */
export function upserted(update: Update, filter: Doc, now: Target['now']): Doc {
  const seed = update.kind === 'operators' ? equalities(filter, new Map()) : idOnly(filter);
  return withId(update.apply({ doc: seed, filter, inserting: true, now }));
}

/** Moves _id to the front, or makes one, as mongod does for every document it stores. */
export function withId(doc: Doc): Doc {
  if (doc.keys().next().value === '_id') return doc;
  const id: Value = doc.get('_id') ?? new ObjectId();
  return new Map([['_id', id], ...[...doc].filter(([name]) => name !== '_id')]);
}

function idOnly(filter: Doc): Doc {
  const id = equalities(filter, new Map()).get('_id');
  return id === undefined ? new Map() : new Map([['_id', id]]);
}

function equalities(filter: Doc, seed: Doc): Doc {
  let doc = seed;
  for (const [name, operand] of filter) {
    if (name === '$and' && Array.isArray(operand)) {
      for (const part of operand) if (isDoc(part)) doc = equalities(part, doc);
    } else if (!name.startsWith('$')) {
      const value = equalityOf(operand);
      if (value !== undefined) doc = editAt(doc, splitPath(name), () => value);
    }
  }
  return doc;
}

function equalityOf(operand: Value): Value | undefined {
  if (operand instanceof BSONRegExp) return undefined;
  if (!isOperatorDoc(operand)) return operand;
  const equal = operand.get('$eq');
  if (equal !== undefined) return equal;
  const among = operand.get('$in') ?? operand.get('$all');
  return Array.isArray(among) && among.length === 1 ? among[0] : undefined;
}
