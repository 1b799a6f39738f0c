import type { ShownRows } from '../../filter/shown.ts';
import type { PaneId } from '../../panes/pane.ts';
import { layoutFor } from '../layout-for.ts';
import type { Look } from '../look.ts';
import type { RowPlace } from '../mode.ts';
import { rowsOf, standsOn, topOf, viewOf } from '../rows.ts';
import { following, type Cursor, type TuiState } from '../state.ts';
import type { Next } from '../update.ts';

export function moveBy(state: TuiState, look: Look, by: number): Next {
  const view = viewOf(state, look);
  const rows = rowsOf(state.focus, view);
  return standOn(state, look, rows, standsOn(state, state.focus, rows, view) + by);
}

/** To one of the rows shown, by its place among them. */
export function moveTo(state: TuiState, look: Look, place: number): Next {
  return standOn(state, look, shownRows(state, look), place);
}

export function page(state: TuiState, look: Look, pages: number): Next {
  return moveBy(state, look, pages * Math.max(1, heightOf(state, look, state.focus) - 1));
}

export function follow(state: TuiState): Next {
  return { state: following(state), effects: [] };
}

/** The row under the cursor; undefined where the pane has none. */
export function currentRow(state: TuiState, look: Look): RowPlace | undefined {
  const view = viewOf(state, look);
  const rows = rowsOf(state.focus, view);
  const place = standsOn(state, state.focus, rows, view);
  if (place < 0) return undefined;
  return { pane: state.focus, id: rows.row(place).id, index: rows.indexAt(place) };
}

export function shownRows(state: TuiState, look: Look): ShownRows {
  return rowsOf(state.focus, viewOf(state, look));
}

/** Standing on a row chooses it: its chain lights up everywhere. */
function standOn(state: TuiState, look: Look, rows: ShownRows, wanted: number): Next {
  if (rows.length === 0) return { state, effects: [] };
  const place = Math.min(rows.length - 1, Math.max(0, wanted));
  const { id, picks } = rows.row(place);
  const height = heightOf(state, look, state.focus);
  const top = topOf(state.cursors[state.focus], rows, height);
  const cursor = { kind: 'at', id, index: rows.indexAt(place), top } as const;
  const moved = withCursor(state, { ...cursor, top: topOf(cursor, rows, height) });
  return { state: { ...moved, picked: picks ?? state.picked }, effects: [] };
}

function withCursor(state: TuiState, cursor: Cursor): TuiState {
  return { ...state, cursors: { ...state.cursors, [state.focus]: cursor } };
}

/** Rows of a pane that are in sight: its frame and the titles of its columns take three lines. */
export function heightOf(state: TuiState, look: Look, pane: PaneId): number {
  const region = layoutFor(state, look).regions.find((each) => each.pane === pane);
  return Math.max(1, (region?.rect.height ?? 4) - 3);
}
