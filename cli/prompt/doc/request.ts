import { EJSON, type Document } from 'bson';
import { toError } from '../../lib/errors.ts';
import { RefusedError } from '../session.ts';

export type DocRequest =
  | { readonly kind: 'help' }
  | { readonly kind: 'collections' }
  | { readonly kind: 'find'; readonly collection: string; readonly filter: Document; readonly limit: number }
  | { readonly kind: 'count'; readonly collection: string; readonly filter: Document };

const usualLimit = 20;

/** Reads one line: everything that can be said only reads. @throws RefusedError */
export function parseRequest(line: string): DocRequest {
  const [, collection = '', rest = ''] = /^(\S+)\s*([^]*)$/.exec(line.trim()) ?? [];
  if (collection === 'help' && rest === '') return { kind: 'help' };
  if (collection === 'show' && rest === 'collections') return { kind: 'collections' };
  const [, word, after = ''] = /^(count|_id)\b\s*([^]*)$/.exec(rest) ?? [];
  if (word === 'count') return { kind: 'count', collection, filter: after === '' ? {} : filterOf(after) };
  if (word === '_id') return { kind: 'find', collection, filter: { _id: idOf(after) }, limit: 1 };
  const [, filter = '', limit] = /^([^]*?)\s*((?<![^\s}])\d+)?$/.exec(rest) ?? [];
  return {
    kind: 'find',
    collection,
    filter: filter === '' ? {} : filterOf(filter),
    limit: limit === undefined ? usualLimit : limitOf(limit),
  };
}

function filterOf(text: string): Document {
  let filter: unknown;
  try {
    filter = EJSON.parse(text, { relaxed: true });
  } catch (thrown) {
    throw new RefusedError(
      `The filter ${text} is no extended JSON: ${toError(thrown).message}. Such as: {"_id": 1} or {"state": {"$ne": "APPROVED"}}`,
      { cause: thrown },
    );
  }
  if (typeof filter !== 'object' || filter === null || Array.isArray(filter))
    throw new RefusedError(`A filter is a document, such as {"_id": 1}, not ${text}`);
  return filter;
}

/** JSON, or else a text as it stands. */
function idOf(text: string): unknown {
  if (text === '') throw new RefusedError('_id needs the id, such as: customers _id 1');
  try {
    return EJSON.parse(text, { relaxed: true });
  } catch {
    return text;
  }
}

function limitOf(text: string): number {
  const limit = Number(text);
  if (limit < 1 || limit > 2 ** 31 - 1)
    throw new RefusedError(`The limit is a whole number from 1 to ${2 ** 31 - 1}, not ${text}`);
  return limit;
}
