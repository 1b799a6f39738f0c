import type { Ledger } from '../ledger/ledger.ts';
import type { PaneId } from '../panes/pane.ts';

/** A list that is only appended to, and how to tell that one of its rows may read otherwise than before. */
export interface Stream {
  readonly length: number;
  /** Another number than before where the row may have changed; `Infinity` where it cannot change any more. */
  revision(index: number): number;
}

/** The revision of a row that waits: what it shows goes by the clock. */
export const waiting = 0;

/** The list that a pane's rows are made from, one for one; undefined where its rows are made anew each time. */
export function streamOf(pane: PaneId, { entries, documents, sagas }: Ledger): Stream | undefined {
  switch (pane) {
    case 'topics':
      return { length: entries.records.length, revision: () => Infinity };
    case 'logs':
      return { length: entries.log.length, revision: () => Infinity };
    case 'outbox':
      return { length: entries.outbox.length, revision: (index) => relayed(entries.outbox[index]!) };
    case 'document':
      return {
        length: documents.documents.length,
        revision: (index) => documents.documents[index]!.seq,
      };
    case 'sagas':
      return { length: sagas.sagas.length, revision: (index) => sagas.sagas[index]!.seq };
    case 'scenario':
    case 'chain':
    case 'sequence':
    case 'invariants':
      return undefined;
  }
}

/** A row is `waiting` until the relay's word or its record is seen; when both were, nothing more is told of it. */
function relayed({ model, envelope }: Ledger['entries']['outbox'][number]): number {
  const story = model.messages.stories.get(envelope.id);
  const [said, seen] = [story?.publications.length ?? 0, story?.records.length ?? 0];
  return said > 0 && seen > 0 ? Infinity : said + seen;
}
