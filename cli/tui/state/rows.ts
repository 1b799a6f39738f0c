import { paneOf } from '../panes/panes.ts';
import type { PaneId, PaneView, RowList } from '../panes/pane.ts';
import { choiceOf } from './choice.ts';
import { litBy } from './lit.ts';
import type { Look } from './look.ts';
import type { Cursor, TuiState } from './state.ts';

/** What every pane is made from, the chain of what is chosen read once for all of them. */
export function viewOf(state: TuiState, look: Look): PaneView {
  const picked = choiceOf(state, look);
  return { look, picked, lit: litBy(look, picked), columns: state.size.columns };
}

export function rowsOf(pane: PaneId, view: PaneView): RowList {
  return paneOf(pane).rows(view);
}

/** Which row a cursor stands on; -1 where there is none. */
export function indexOf(cursor: Cursor, rows: RowList): number {
  if (rows.length === 0) return -1;
  if (cursor.kind === 'follow') return rows.anchor ?? rows.length - 1;
  const { id, index } = cursor;
  if (index < rows.length && rows.row(index).id === id) return index;
  for (let other = 0; other < rows.length; other += 1) if (rows.row(other).id === id) return other;
  return Math.min(index, rows.length - 1);
}

/** The first row shown, so that the cursor's is among them and no room is left over. */
export function topOf(cursor: Cursor, rows: RowList, height: number): number {
  const index = Math.max(0, indexOf(cursor, rows));
  const last = Math.max(0, rows.length - height);
  if (cursor.kind === 'follow') return last;
  return Math.min(last, Math.max(index - height + 1, Math.min(cursor.top, index)));
}
