import type { DocumentFact } from '../observation.ts';
import { place, type ViewRole } from '../roles.ts';
import { guardsOf, noGuards, type Guards } from '../view/guards.ts';
import { storyOf, type Messages } from './messages.ts';
import type { Moment } from './moment.ts';

/** By `place(database, collection)`, then by id. */
export type Documents = Map<string, Map<string, DocumentHistory>>;

export type Document = Readonly<Record<string, unknown>>;

export interface DocumentHistory {
  readonly id: string;
  /** As it was after the first change seen. */
  readonly first: Document | null;
  /** Whether that change made it: then nothing was in it before. */
  readonly born: boolean;
  last: Document | null;
  /** Of `last`, as `guardsOf` reads them; empty where no view keeps the document. Replaced, never changed. */
  guards: Guards;
  changes: number;
}

/** Keeps the document, and tells each message that a guard newly names that it was applied. */
export function foldDocument(
  documents: Documents,
  messages: Messages,
  view: ViewRole | undefined,
  fact: DocumentFact,
  at: Moment,
): void {
  const { database, collection, id, op, document } = fact;
  const known = documents.get(place(database, collection))?.get(id)?.guards ?? noGuards;
  const guards = view ? guardsOf(document, view.guards) : noGuards;
  const history = keep(documents, fact, guards);
  if (!view) return;
  for (const [aggregate, message] of guards) {
    if ((known.get(aggregate) ?? '') >= message) continue;
    const order = history.changes;
    const application = { view: view.name, database, collection, document: id, op, order, at };
    const story = storyOf(messages, message);
    story.applications = [...story.applications, application];
  }
}

function keep(
  documents: Documents,
  { database, collection, id, op, document }: DocumentFact,
  guards: Guards,
): DocumentHistory {
  const name = place(database, collection);
  const byId = documents.get(name) ?? new Map<string, DocumentHistory>();
  documents.set(name, byId);
  const known = byId.get(id);
  if (!known) {
    const history = { id, first: document, born: op === 'insert', last: document, guards, changes: 1 };
    byId.set(id, history);
    return history;
  }
  known.last = document;
  known.guards = guards;
  known.changes += 1;
  return known;
}
