import type { PaneId, PaneRow } from '../panes/pane.ts';
import { paneOf } from '../panes/panes.ts';
import { rowsOf, viewOf } from '../state/rows.ts';
import type { Look, Picked } from '../state/look.ts';
import { initialState } from '../state/state.ts';

/** All rows of a pane of a large screen, for what is chosen or, without that, for what is newest. */
export function rowsIn(pane: PaneId, look: Look, picked: Picked | null = null): PaneRow[] {
  const state = { ...initialState({ columns: 160, rows: 44 }, 'dark'), picked };
  const rows = rowsOf(pane, viewOf(state, look));
  return Array.from({ length: rows.length }, (_, index) => rows.row(index));
}

/** Their cells, a line a row, without columns that hold nothing. */
export function textsIn(pane: PaneId, look: Look, picked: Picked | null = null): string[] {
  return rowsIn(pane, look, picked).map(({ cells }) =>
    cells
      .map(({ text }) => text)
      .filter((text) => text !== '')
      .join(' '),
  );
}

export function summaryIn(pane: PaneId, look: Look, picked: Picked | null = null): string {
  const state = { ...initialState({ columns: 160, rows: 44 }, 'dark'), picked };
  return paneOf(pane).summary(viewOf(state, look));
}
