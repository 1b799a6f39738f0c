import type { Ledger } from '../ledger/ledger.ts';
import type { PaneId, RowList } from '../panes/pane.ts';
import type { Filter } from './filter.ts';
import { matches } from './match.ts';
import { continueScan, startScan, type Scan } from './scan.ts';
import { allOf, someOf, type ShownRows } from './shown.ts';
import { streamOf } from './streams.ts';

/** Filters remembered for a pane: enough for the words of one that is being typed, and no memory to speak of. */
const remembered = 6;

/** A memo, which no result depends on: a scan goes on where the last one of the same filter ended. */
const memo = new WeakMap<Ledger, Map<PaneId, Map<string, Scan>>>();

/** The rows that a filter leaves. A pane whose rows lack a field that the filter names shows all of them. */
export function filteredRows(pane: PaneId, all: RowList, filter: Filter, ledger: Ledger): ShownRows {
  if (filter.terms.length === 0) return allOf(all);
  const { found, fields } = scanOf(pane, all, filter, ledger);
  const lacks = filter.terms.flatMap(({ field }) => (field === null || fields.has(field) ? [] : [field]));
  return lacks.length > 0 ? allOf(all, lacks) : someOf(all, found);
}

function scanOf(pane: PaneId, all: RowList, filter: Filter, ledger: Ledger): Pick<Scan, 'found' | 'fields'> {
  const stream = streamOf(pane, ledger);
  if (stream?.length !== all.length) return scanAnew(all, filter);
  const scans = scansOf(pane, ledger);
  const scan = scans.get(filter.text) ?? startScan(filter, scans.values(), all);
  scans.delete(filter.text);
  scans.set(filter.text, scan);
  for (const oldest of scans.keys()) {
    if (scans.size <= remembered) break;
    scans.delete(oldest);
  }
  continueScan(scan, all, stream);
  return scan;
}

function scansOf(pane: PaneId, ledger: Ledger): Map<string, Scan> {
  const panes = memo.get(ledger) ?? new Map<PaneId, Map<string, Scan>>();
  memo.set(ledger, panes);
  const scans = panes.get(pane) ?? new Map<string, Scan>();
  panes.set(pane, scans);
  return scans;
}

function scanAnew(all: RowList, filter: Filter): Pick<Scan, 'found' | 'fields'> {
  const found: number[] = [];
  const fields = new Set<string>();
  for (let index = 0; index < all.length; index += 1) {
    const row = all.row(index);
    for (const name of Object.keys(row.fields())) fields.add(name);
    if (matches(filter, row)) found.push(index);
  }
  return { found, fields };
}
