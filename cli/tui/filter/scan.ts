import type { RowList } from '../panes/pane.ts';
import type { Filter } from './filter.ts';
import { isNarrower, matches } from './match.ts';
import type { Stream } from './streams.ts';

/** What one filter has found in one list so far. */
export interface Scan {
  readonly filter: Filter;
  /** Places of the rows found, ascending. */
  readonly found: number[];
  /** Names of the fields that any row so far has had. */
  readonly fields: Set<string>;
  /** Rows that may still change, with their revision when they were looked at. */
  readonly open: Map<number, number>;
  scanned: number;
}

/** One that has seen nothing yet; what a wider filter has found already is all that it looks at again. */
export function startScan(filter: Filter, others: Iterable<Scan>, rows: RowList): Scan {
  const wider = [...others]
    .filter((other) => isNarrower(filter, other.filter))
    .sort((a, b) => a.found.length - b.found.length)[0];
  if (!wider) return { filter, found: [], fields: new Set(), open: new Map(), scanned: 0 };
  const found = wider.found.filter((index) => matches(filter, rows.row(index)));
  const { fields, open, scanned } = wider;
  return { filter, found, fields: new Set(fields), open: new Map(open), scanned };
}

/** Looks at what is new, and again at what has changed. */
export function continueScan(scan: Scan, rows: RowList, stream: Stream): void {
  // A waiting row shows its age, which a bare word can name: it changes without anything being seen.
  const ages = scan.filter.terms.some(({ field }) => field === null);
  for (const [index, known] of scan.open) {
    const revision = stream.revision(index);
    if (revision === known && !(ages && revision === 0)) continue;
    if (revision === Infinity) scan.open.delete(index);
    else scan.open.set(index, revision);
    place(scan.found, index, look(scan, rows, index));
  }
  for (; scan.scanned < rows.length; scan.scanned += 1) {
    const index = scan.scanned;
    const revision = stream.revision(index);
    if (revision !== Infinity) scan.open.set(index, revision);
    if (look(scan, rows, index)) scan.found.push(index);
  }
}

function look({ filter, fields }: Scan, rows: RowList, index: number): boolean {
  const row = rows.row(index);
  const own = row.fields();
  for (const name in own) fields.add(name);
  return matches(filter, { cells: row.cells, fields: () => own });
}

function place(found: number[], index: number, isFound: boolean): void {
  const at = firstFrom(found, index);
  if ((found[at] === index) === isFound) return;
  if (isFound) found.splice(at, 0, index);
  else found.splice(at, 1);
}

/** Place of the first that is not below `index`, in an ascending list. */
export function firstFrom(found: readonly number[], index: number): number {
  let [low, high] = [0, found.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (found[middle]! < index) low = middle + 1;
    else high = middle;
  }
  return low;
}
