import type { Ledger } from '../ledger/ledger.ts';
import type { MadeRows, PaneId, RowList } from '../panes/pane.ts';
import type { Filter } from './filter.ts';
import { matches } from './match.ts';
import { createPaneIndex, updatePaneIndex, type MayGoOn, type PaneIndex } from './pane-index.ts';
import { continueScan, startScan, type Scan } from './scan.ts';
import { searchableOf, type Searchable } from './searchable.ts';
import { allOf, someOf, type ShownRows } from './shown.ts';
import { streamOf } from './streams.ts';

const always: MayGoOn = () => true;

/** Filters remembered for a pane: enough for the words of one that is being typed. */
const remembered = 16;

interface Known {
  readonly index: PaneIndex;
  /** By text of the filter, the one asked for last at the end. */
  readonly scans: Map<string, Scan>;
}

/** A memo, which no result depends on: what was read once is not read again. */
const memo = new WeakMap<Ledger, Map<PaneId, Known>>();

/** The rows that a filter leaves, of those that were looked at while it might. A pane whose rows lack a field that the filter names shows all of them. */
export function filteredRows(
  pane: PaneId,
  all: RowList,
  filter: Filter,
  ledger: Ledger,
  mayGoOn: MayGoOn = always,
): ShownRows {
  if (filter.terms.length === 0) return allOf(all);
  const stream = streamOf(pane, ledger);
  const entries = all.made?.entries ?? all;
  if (stream?.length !== entries.length) return filteredAnew(all, filter);
  const { index, scans } = knownOf(pane, ledger);
  updatePaneIndex(index, entries, stream, mayGoOn);
  const others = all.made ? othersOf(all, all.made) : new Map<number, Searchable>();
  const lacks = lacksOf(filter, fieldsOf(index, others.values()));
  // A row that was not read yet may have what the others lack.
  const unknown = entries.length - index.rows.length;
  if (lacks.length > 0) return unknown > 0 ? someOf(all, [], unknown) : allOf(all, lacks);
  const scan = scans.get(filter.text) ?? startScan(filter, scans.values(), index);
  remember(scans, scan);
  continueScan(scan, index, entries, mayGoOn);
  const unread = entries.length - scan.scanned;
  if (!all.made) return someOf(all, scan.found, unread);
  return someOf(
    all,
    placesOf(all, all.made, new Set(scan.found), (place) => matches(filter, others.get(place)!)),
    unread,
  );
}

/** Rows that stand for no entry, by their place. They are few. */
function othersOf(all: RowList, { entryAt }: MadeRows): Map<number, Searchable> {
  const others = new Map<number, Searchable>();
  for (let place = 0; place < all.length; place += 1)
    if (entryAt(place) < 0) others.set(place, searchableOf(all.row(place)));
  return others;
}

function fieldsOf({ fields }: PaneIndex, others: Iterable<Searchable>): ReadonlySet<string> {
  return new Set([...fields, ...[...others].flatMap((other) => Object.keys(other.fields))]);
}

function placesOf(
  all: RowList,
  { entryAt }: MadeRows,
  found: ReadonlySet<number>,
  isFound: (place: number) => boolean,
): number[] {
  const places: number[] = [];
  for (let place = 0; place < all.length; place += 1) {
    const entry = entryAt(place);
    if (entry < 0 ? isFound(place) : found.has(entry)) places.push(place);
  }
  return places;
}

function filteredAnew(all: RowList, filter: Filter): ShownRows {
  const rows = Array.from({ length: all.length }, (_, place) => searchableOf(all.row(place)));
  const lacks = lacksOf(filter, new Set(rows.flatMap(({ fields }) => Object.keys(fields))));
  if (lacks.length > 0) return allOf(all, lacks);
  return someOf(
    all,
    rows.flatMap((row, place) => (matches(filter, row) ? [place] : [])),
  );
}

function lacksOf({ terms }: Filter, fields: ReadonlySet<string>): string[] {
  return terms.flatMap(({ field }) => (field === null || fields.has(field) ? [] : [field]));
}

function knownOf(pane: PaneId, ledger: Ledger): Known {
  const panes = memo.get(ledger) ?? new Map<PaneId, Known>();
  memo.set(ledger, panes);
  const known = panes.get(pane) ?? { index: createPaneIndex(), scans: new Map<string, Scan>() };
  panes.set(pane, known);
  return known;
}

function remember(scans: Map<string, Scan>, scan: Scan): void {
  scans.delete(scan.filter.text);
  scans.set(scan.filter.text, scan);
  for (const oldest of scans.keys()) {
    if (scans.size <= remembered) return;
    scans.delete(oldest);
  }
}
