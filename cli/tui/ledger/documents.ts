import type { DocumentFact } from '../../model/observation.ts';
import { place } from '../../model/roles.ts';

/** Every document that was seen to change. */
export interface DocumentLog {
  /** In the order in which they were first seen. */
  readonly documents: LoggedDocument[];
  /** By `place(database, collection)` and id. */
  readonly byName: Map<string, LoggedDocument>;
}

export interface LoggedDocument {
  readonly database: string;
  readonly collection: string;
  readonly id: string;
  /** Before the last change; null when there was none. */
  previous: DocumentFact['document'];
  /** Null when it was deleted. */
  current: DocumentFact['document'];
  changes: number;
  /** Of the last change. */
  seq: number;
  seenMs: number;
}

export function createDocumentLog(): DocumentLog {
  return { documents: [], byName: new Map() };
}

export function logDocument(
  { documents, byName }: DocumentLog,
  { database, collection, id, document, seq, seenMs }: DocumentFact & { seq: number; seenMs: number },
): void {
  const name = documentName(database, collection, id);
  const known = byName.get(name);
  if (known) {
    Object.assign(known, {
      previous: known.current,
      current: document,
      changes: known.changes + 1,
      seq,
      seenMs,
    });
    return;
  }
  const first = { database, collection, id, previous: null, current: document, changes: 1, seq, seenMs };
  byName.set(name, first);
  documents.push(first);
}

export function documentName(database: string, collection: string, id: string): string {
  return `${place(database, collection)}/${id}`;
}
