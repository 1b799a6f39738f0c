import { leastSize, type Layout } from '../layout/layout.ts';
import { drawLesson } from '../overlay/lesson.ts';
import { drawOverlay } from '../overlay/overlay.ts';
import type { PaneView } from '../panes/pane.ts';
import { layoutFor } from '../state/layout-for.ts';
import type { Look } from '../state/look.ts';
import { rowsOf, viewOf } from '../state/rows.ts';
import type { TuiState } from '../state/state.ts';
import { Canvas, type Line } from './canvas.ts';
import { drawFooter } from './footer.ts';
import { drawHeader } from './header.ts';
import { drawPane } from './draw-pane.ts';
import { drawStrip } from './strip.ts';
import { drawTabs } from './tabs.ts';

/** The whole screen as lines of styled text. Pure: the same state and look give the same screen. */
export function screenOf(state: TuiState, look: Look): readonly Line[] {
  const { columns, rows } = state.size;
  const canvas = new Canvas(columns, rows);
  const layout = layoutFor(state, look);
  if (layout.kind === 'too-small') drawSizeNeeded(canvas);
  else drawAll(canvas, layout, state, viewOf(state, look));
  return canvas.lines();
}

function drawAll(canvas: Canvas, layout: Layout, state: TuiState, view: PaneView): void {
  // Of what a filter has to look at, the pane that is stood in comes first.
  rowsOf(state.focus, view);
  drawHeader(canvas, layout.header, state, view);
  if (layout.tabs) drawTabs(canvas, layout.tabs, state, view);
  for (const region of layout.regions) drawPane(canvas, region, state, view);
  if (layout.strip) drawStrip(canvas, layout.strip, view);
  const { lesson } = view.look.session;
  if (lesson) drawLesson(canvas, state.size, lesson);
  drawOverlay(canvas, state, view);
  drawFooter(canvas, layout.footer, state, view.look);
}

/** A screen of all rows would make the terminal scroll. */
const freeRows = 1;

function drawSizeNeeded(canvas: Canvas): void {
  const { columns, rows } = canvas;
  const lines = [
    `This terminal has ${columns} columns and ${rows + freeRows} rows.`,
    `saga-lab needs ${leastSize.columns} and ${leastSize.rows + freeRows}.`,
    'Make it larger, or q to quit.',
  ];
  lines.forEach((line, index) => canvas.text(0, index, line));
}
