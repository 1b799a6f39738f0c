import type { Rect } from '../../layout/layout.ts';
import { moveBy, moveTo, shownRows, heightOf } from '../actions/move.ts';
import type { MouseEvent } from '../event.ts';
import { layoutFor } from '../layout-for.ts';
import type { Look } from '../look.ts';
import { topOf } from '../rows.ts';
import type { TuiState } from '../state.ts';
import type { Next } from '../update.ts';

/** Rows that one notch of the wheel goes. */
const notch = 3;

/** A click chooses a pane and its row, the wheel moves in the pane under it. */
export function mouseOnPanes(state: TuiState, { action, x, y }: MouseEvent, look: Look): Next {
  const { regions } = layoutFor(state, look);
  const region = regions.find(({ rect }) => isIn(rect, x, y));
  if (!region) return { state, effects: [] };
  const focused: TuiState = { ...state, focus: region.pane };
  if (action !== 'press') return moveBy(focused, look, action === 'wheel-down' ? notch : -notch);
  const rows = shownRows(focused, look);
  // As they were drawn before the click: in its frame, below the titles of the columns.
  const height = heightOf(state, look, region.pane);
  const line = y - region.rect.y - 2;
  const place = topOf(state.cursors[region.pane], rows, height) + line;
  if (line < 0 || line >= height || place >= rows.length) return { state: focused, effects: [] };
  return moveTo(focused, look, place);
}

function isIn(rect: Rect, x: number, y: number): boolean {
  return x >= rect.x && x < rect.x + rect.width && y >= rect.y && y < rect.y + rect.height;
}
