import type { Ledger } from '../ledger/ledger.ts';
import type { PaneId, RowList } from '../panes/pane.ts';
import type { Filter } from './filter.ts';
import { matches } from './match.ts';
import { createPaneIndex, updatePaneIndex, type PaneIndex } from './pane-index.ts';
import { continueScan, startScan, type Scan } from './scan.ts';
import { searchableOf } from './searchable.ts';
import { allOf, someOf, type ShownRows } from './shown.ts';
import { streamOf } from './streams.ts';

/** Filters remembered for a pane: enough for the words of one that is being typed. */
const remembered = 16;

interface Known {
  readonly index: PaneIndex;
  /** By text of the filter, the one asked for last at the end. */
  readonly scans: Map<string, Scan>;
}

/** A memo, which no result depends on: what was read once is not read again. */
const memo = new WeakMap<Ledger, Map<PaneId, Known>>();

/** The rows that a filter leaves. A pane whose rows lack a field that the filter names shows all of them. */
export function filteredRows(pane: PaneId, all: RowList, filter: Filter, ledger: Ledger): ShownRows {
  if (filter.terms.length === 0) return allOf(all);
  const stream = streamOf(pane, ledger);
  if (stream?.length !== all.length) return filteredAnew(all, filter);
  const { index, scans } = knownOf(pane, ledger);
  updatePaneIndex(index, all, stream);
  const lacks = lacksOf(filter, index.fields);
  if (lacks.length > 0) return allOf(all, lacks);
  const scan = scans.get(filter.text) ?? startScan(filter, scans.values(), index);
  remember(scans, scan);
  continueScan(scan, index, all);
  return someOf(all, scan.found);
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
