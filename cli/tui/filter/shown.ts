import type { RowList } from '../panes/pane.ts';
import { firstFrom } from './scan.ts';

/** The rows of a pane that are shown, and where they stand among all of them. */
export interface ShownRows extends RowList {
  readonly all: RowList;
  /** Fields that the filter names and the rows of this pane have not: then it shows them all. */
  readonly lacks: readonly string[];
  /** How many rows were not looked at yet, so that more may be found. */
  readonly unread: number;
  /** Which of all rows is shown there. */
  readonly indexAt: (place: number) => number;
  /** Where one of all rows is shown; where it would be, if it is not. */
  readonly placeOf: (index: number) => number;
}

const same = (index: number) => index;

export function allOf(all: RowList, lacks: readonly string[] = []): ShownRows {
  return { ...all, all, lacks, unread: 0, indexAt: same, placeOf: same };
}

/** Where the last of those stands that were found up to the newest of all rows. */
function newestOf({ newest }: RowList, found: readonly number[]): number | undefined {
  const place = newest === undefined ? -1 : firstFrom(found, newest + 1) - 1;
  return place < 0 ? undefined : place;
}

export function someOf(all: RowList, found: readonly number[], unread = 0): ShownRows {
  return {
    all,
    lacks: [],
    unread,
    length: found.length,
    newest: newestOf(all, found),
    row: (place) => all.row(found[place]!),
    indexAt: (place) => found[place] ?? all.length,
    placeOf: (index) => firstFrom(found, index),
  };
}
