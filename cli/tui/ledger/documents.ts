import type { DocumentFact } from '../../model/observation.ts';
import { place } from '../../model/roles.ts';

/** Every document that was seen to change. */
export interface DocumentLog {
  /** In the order in which they were first seen. */
  readonly documents: LoggedDocument[];
  /** By `place(database, collection)` and id. */
  readonly byName: Map<string, LoggedDocument>;
  /** The one that changed last. */
  latest: LoggedDocument | undefined;
}

export interface LoggedDocument {
  readonly database: string;
  readonly collection: string;
  readonly id: string;
  /** Place in the list. */
  readonly index: number;
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
  return { documents: [], byName: new Map(), latest: undefined };
}

export function logDocument(
  log: DocumentLog,
  { database, collection, id, document, seq, seenMs }: DocumentFact & { seq: number; seenMs: number },
): void {
  const { documents, byName } = log;
  const name = documentName(database, collection, id);
  const known = byName.get(name);
  const change = {
    previous: known?.current ?? null,
    current: document,
    changes: (known?.changes ?? 0) + 1,
    seq,
    seenMs,
  };
  if (known) {
    log.latest = Object.assign(known, change);
    return;
  }
  const first = { database, collection, id, index: documents.length, ...change };
  byName.set(name, first);
  documents.push(first);
  log.latest = first;
}

export function documentName(database: string, collection: string, id: string): string {
  return `${place(database, collection)}/${id}`;
}
