import type { MadeRows } from '../panes/pane.ts';
import { searchableOf, type Searchable } from './searchable.ts';
import type { Stream } from './streams.ts';

/** What filters look at of all rows of a pane: made once a row, and again where the row reads otherwise. */
export interface PaneIndex {
  readonly rows: Searchable[];
  /** Names of the fields that any row has had. */
  readonly fields: Set<string>;
  /** Rows that may still change, with the revision in which they were read. */
  readonly open: Map<number, number>;
  /** Every row that was read again, in that order: a scan knows up to where it has heard of them. */
  readonly changes: number[];
}

export function createPaneIndex(): PaneIndex {
  return { rows: [], fields: new Set(), open: new Map(), changes: [] };
}

/** Whether more may be done now, as the screen is waited for. */
export type MayGoOn = () => boolean;

/** Reads again what has changed, and, one row at least, what is new, as long as it may. */
export function updatePaneIndex(
  index: PaneIndex,
  rows: MadeRows['entries'],
  stream: Stream,
  mayGoOn: MayGoOn,
): void {
  for (const [place, known] of index.open) {
    const revision = stream.revision(place);
    if (revision === known) continue;
    if (revision === Infinity) index.open.delete(place);
    else index.open.set(place, revision);
    read(index, rows, place);
    index.changes.push(place);
  }
  for (let place = index.rows.length; place < rows.length; place += 1) {
    const revision = stream.revision(place);
    if (revision !== Infinity) index.open.set(place, revision);
    read(index, rows, place);
    if (!mayGoOn()) return;
  }
}

function read({ rows: known, fields }: PaneIndex, rows: MadeRows['entries'], place: number): void {
  const searchable = searchableOf(rows.row(place));
  known[place] = searchable;
  for (const name in searchable.fields) fields.add(name);
}
