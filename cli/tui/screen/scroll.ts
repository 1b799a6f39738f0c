import type { ShownRows } from '../filter/shown.ts';
import type { PaneId, RowList } from '../panes/pane.ts';
import type { Lit } from '../state/look.ts';
import { topOf } from '../state/rows.ts';
import type { TuiState } from '../state/state.ts';

/**
 * The first row shown. A pane that is stood in keeps the row of its cursor in sight. One that only follows shows what
 * is newest, or, where something was chosen, the first of what belongs to it, as long as it is in sight itself: unless
 * all of that is in sight anyway.
 */
export function firstShown(
  { cursors, picked }: Pick<TuiState, 'cursors' | 'picked'>,
  pane: PaneId,
  { rows, height, lit }: { readonly rows: ShownRows; readonly height: number; readonly lit: Lit },
): number {
  const last = Math.max(0, rows.length - height);
  const cursor = cursors[pane];
  const newest = topOf(cursor, rows, height);
  if (cursor.kind === 'at' || picked === null) return newest;
  const wanted = litRows(rows, lit);
  if (wanted.length === 0) return newest;
  const [first, end] = [Math.min(...wanted), Math.max(...wanted)];
  if (first >= newest && end < newest + height) return newest;
  const place = chosenRow(rows, lit, picked.hop);
  // A row above it tells where it stands; the first row alone would look like the beginning.
  const top = Math.min(last, Math.max(0, first - 1));
  return place < top + height ? top : Math.min(last, place - height + 2);
}

/** Where what was chosen itself stands; -1 where it is not here. */
function chosenRow({ find }: RowList, { chain }: Lit, chosen: string | null): number {
  const hop = chain.find(({ id }) => id === chosen);
  return (hop && find?.(hop)) ?? -1;
}

/** Where the rows of the lineage stand; of the chain, where no lineage is known or none of it is here. */
function litRows({ find }: RowList, { chain, lineage }: Lit): number[] {
  if (!find) return [];
  const rowsOf = (isWanted: (id: string) => boolean) =>
    chain.filter(({ id }) => isWanted(id)).flatMap((hop) => [find(hop)].filter((index) => index >= 0));
  const ofLineage = rowsOf((id) => lineage.has(id));
  return ofLineage.length > 0 ? ofLineage : rowsOf(() => true);
}
