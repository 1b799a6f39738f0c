import type { Document } from './indexes/documents.ts';
import { lastRow } from './indexes/tables.ts';
import type { Model } from './model.ts';
import type { Row } from './observation.ts';
import { place } from './roles.ts';

/** The rows of a business table after everything seen; of rows from before, those that a snapshot told. */
export function currentRows(model: Model, database: string, table: string): readonly Row[] {
  const known = model.tables.get(place(database, table));
  if (!known) return [];
  return [...known.rows.values()]
    .map((history) => lastRow(known, history))
    .filter((row): row is Row => row !== null && row !== undefined);
}

/** The document after everything seen: null when it was deleted, undefined when it was never seen to change. */
export function currentDocument(
  model: Model,
  database: string,
  collection: string,
  id: string,
): Document | null | undefined {
  return model.documents.get(place(database, collection))?.get(id)?.last;
}
