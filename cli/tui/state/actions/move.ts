import { layoutOf } from '../../layout/layout.ts';
import type { RowList } from '../../panes/pane.ts';
import type { Look } from '../look.ts';
import { indexOf, rowsOf, topOf, viewOf } from '../rows.ts';
import type { Cursor, TuiState } from '../state.ts';
import type { Next } from '../update.ts';

export function moveBy(state: TuiState, look: Look, by: number): Next {
  const rows = rowsOf(state.focus, viewOf(state, look));
  return standOn(state, rows, indexOf(state.cursors[state.focus], rows) + by);
}

export function moveTo(state: TuiState, look: Look, index: number): Next {
  return standOn(state, rowsOf(state.focus, viewOf(state, look)), index);
}

export function page(state: TuiState, look: Look, pages: number): Next {
  return moveBy(state, look, pages * Math.max(1, heightOf(state) - 1));
}

export function follow(state: TuiState): Next {
  return { state: withCursor({ ...state, picked: null }, { kind: 'follow' }), effects: [] };
}

export function detail(state: TuiState, look: Look): Next {
  const { focus } = state;
  const rows = rowsOf(focus, viewOf(state, look));
  const index = indexOf(state.cursors[focus], rows);
  if (index < 0) return { state, effects: [] };
  const { id } = rows.row(index);
  return { state: { ...state, mode: { kind: 'detail', pane: focus, id, top: 0 } }, effects: [] };
}

/** Standing on a row chooses it: its chain lights up everywhere. */
function standOn(state: TuiState, rows: RowList, wanted: number): Next {
  if (rows.length === 0) return { state, effects: [] };
  const index = Math.min(rows.length - 1, Math.max(0, wanted));
  const { id, picks } = rows.row(index);
  const top = topOf(state.cursors[state.focus], rows, heightOf(state));
  const moved = withCursor(state, { kind: 'at', id, index, top });
  const cursor = moved.cursors[state.focus];
  const settled = withCursor(moved, { ...cursor, top: topOf(cursor, rows, heightOf(state)) } as Cursor);
  return { state: { ...settled, picked: picks ?? state.picked }, effects: [] };
}

function withCursor(state: TuiState, cursor: Cursor): TuiState {
  return { ...state, cursors: { ...state.cursors, [state.focus]: cursor } };
}

/** Rows of the focused pane: its frame and the titles of its columns take three lines. */
function heightOf({ size, focus, zoomed }: TuiState): number {
  const region = layoutOf(size, focus, zoomed).regions.find(({ pane }) => pane === focus);
  return Math.max(1, (region?.rect.height ?? 4) - 3);
}
