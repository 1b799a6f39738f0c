import type { PastChange } from '../storage/change.ts';

/** What a stream watches: one collection, one database, or everything. */
export interface Scope {
  readonly db?: string | undefined;
  readonly collection?: string | undefined;
}

export function isWatched({ db, collection }: Scope, { ns, op }: PastChange): boolean {
  if (db !== undefined && ns.db !== db) return false;
  return collection === undefined || (ns.collection === collection && op !== 'dropDatabase');
}

/** True for the change that takes away what the stream watches. */
export function endsStream({ db, collection }: Scope, { op }: PastChange): boolean {
  if (collection !== undefined) return op === 'drop';
  return db !== undefined && op === 'dropDatabase';
}
