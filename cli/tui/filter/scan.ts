import type { MadeRows } from '../panes/pane.ts';
import type { Filter } from './filter.ts';
import { isNarrower, matches } from './match.ts';
import type { MayGoOn, PaneIndex } from './pane-index.ts';
import { searchableOf } from './searchable.ts';
import { waiting } from './streams.ts';

/** What one filter has found in one pane so far. */
export interface Scan {
  readonly filter: Filter;
  /** Places of the rows found, ascending. */
  readonly found: number[];
  scanned: number;
  /** How many changes of the index it has heard of. */
  heard: number;
}

/** Goes on where a wider filter is, which has found all that this one can find; else begins. */
export function startScan(filter: Filter, others: Iterable<Scan>, { rows }: PaneIndex): Scan {
  const wider = [...others]
    .filter((other) => isNarrower(filter, other.filter))
    .sort((a, b) => a.found.length - b.found.length)[0];
  if (!wider) return { filter, found: [], scanned: 0, heard: 0 };
  const { scanned, heard } = wider;
  return { filter, found: wider.found.filter((place) => matches(filter, rows[place]!)), scanned, heard };
}

/** Rows that are looked at before it is asked whether there is time for more: a look is shorter than the question. */
const atOnce = 512;

/** Looks at what is new in the index as long as it may, and again at what has changed there. */
export function continueScan(scan: Scan, index: PaneIndex, all: MadeRows['entries'], mayGoOn: MayGoOn): void {
  const { filter, found } = scan;
  for (; scan.heard < index.changes.length; scan.heard += 1) {
    const place = index.changes[scan.heard]!;
    if (place < scan.scanned) put(found, place, matches(filter, index.rows[place]!));
  }
  while (scan.scanned < index.rows.length) {
    if (matches(filter, index.rows[scan.scanned]!)) found.push(scan.scanned);
    scan.scanned += 1;
    if (scan.scanned % atOnce === 0 && !mayGoOn()) break;
  }
  // A row that waits shows for how long, which a bare word can name: it reads otherwise without being changed.
  if (filter.terms.every(({ field }) => field !== null)) return;
  for (const [place, revision] of index.open)
    if (revision === waiting && place < scan.scanned)
      put(found, place, matches(filter, searchableOf(all.row(place))));
}

function put(found: number[], place: number, isFound: boolean): void {
  const at = firstFrom(found, place);
  if ((found[at] === place) === isFound) return;
  if (isFound) found.splice(at, 0, place);
  else found.splice(at, 1);
}

/** Where the first that is not below `place` stands in an ascending list. */
export function firstFrom(found: readonly number[], place: number): number {
  let [low, high] = [0, found.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (found[middle]! < place) low = middle + 1;
    else high = middle;
  }
  return low;
}
