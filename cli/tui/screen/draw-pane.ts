import type { Rect, Region } from '../layout/layout.ts';
import type { ShownRows } from '../filter/shown.ts';
import { wrap } from '../../reporters/text/fit.ts';
import type { Pane, PaneRow, PaneView, RowList, Tone } from '../panes/pane.ts';
import { paneNumber, paneOf } from '../panes/panes.ts';
import { chosenOf } from '../state/choice.ts';
import { countsOf, rowsOf, standsOn, summaryOf } from '../state/rows.ts';
import type { TuiState } from '../state/state.ts';
import { beginHint } from './begin-hint.ts';
import type { Canvas, Light } from './canvas.ts';
import { columnsIn, type PlacedColumn } from './columns.ts';
import { drawRow, drawTitles } from './draw-row.ts';
import { drawFrame } from './frame.ts';
import { firstShown } from './scroll.ts';

/** A frame with title and summary, the titles of the columns, and the rows that are in sight. */
export function drawPane(canvas: Canvas, { pane: id, rect }: Region, state: TuiState, whole: PaneView): void {
  const pane = paneOf(id);
  const view = { ...whole, columns: rect.width - 2 };
  const rows = rowsOf(id, view);
  const focused = id === state.focus;
  const height = Math.max(1, rect.height - 3);
  const top = firstShown({ cursors: state.cursors, picked: chosenOf(state, view.look) }, id, {
    rows,
    height,
    lit: view.lit,
  });
  const title = `${paneNumber(id)} ${pane.title}${countsOf(view, rows)}`;
  const foot = rows.length > height ? positionOf(top, height, rows.length) : '';
  const inside = drawFrame(canvas, rect, title, summaryOf(id, view, rows), focused, foot);
  if (rows.length === 0) {
    const begin = focused ? beginHint(state, view.look) : undefined;
    return drawEmpty(canvas, inside, whyEmpty(pane, rows, view), begin);
  }
  const placed = columnsIn(pane.columnsFor?.(view) ?? pane.columns, inside.width);
  drawTitles(canvas, inside, placed);
  const current = focused ? standsOn(state, id, rows, view) : -1;
  drawRows(canvas, { ...inside, y: inside.y + 1, height }, { rows, top, current, placed, view });
}

function whyEmpty(pane: Pane, { all, unread }: ShownRows, view: PaneView): string {
  if (all.length === 0) return pane.empty(view);
  return unread > 0 ? 'nothing that matches yet' : `nothing matches /${view.filter?.text ?? ''}`;
}

/** Why, and below it what to do, in as many lines as they need. */
function drawEmpty(canvas: Canvas, inside: Rect, why: string, begin: string | undefined): void {
  const { x, y, width, height } = inside;
  const linesOf = (text: string, tone: Tone) =>
    wrap(text.split(' '), width - 2).map((line) => ({ line, tone }));
  const lines = [...linesOf(why, 'dim'), ...(begin === undefined ? [] : linesOf(begin, 'accent'))];
  for (const [index, { line, tone }] of lines.slice(0, height - 1).entries())
    canvas.text(x + 1, y + 1 + index, line, { tone, light: 'none' }, width - 1);
}

interface Shown {
  readonly rows: RowList;
  readonly top: number;
  /** -1 where none is. */
  readonly current: number;
  readonly placed: readonly PlacedColumn[];
  readonly view: PaneView;
}

function drawRows(canvas: Canvas, space: Rect, { rows, top, current, placed, view }: Shown): void {
  for (let line = 0; line < space.height && top + line < rows.length; line += 1) {
    const row = rows.row(top + line);
    const belongs = lightOf(row, view);
    const light = top + line === current ? 'cursor' : belongs;
    drawRow(canvas, { ...space, y: space.y + line, height: 1 }, row, { placed, light, belongs });
  }
}

function lightOf({ hops }: PaneRow, { lit }: PaneView): Light {
  if (hops.some((hop) => lit.lineage.has(hop))) return 'lineage';
  return hops.some((hop) => lit.hops.has(hop)) ? 'chain' : 'none';
}

/** `21-40 of 340`, counted from 1. */
function positionOf(top: number, height: number, length: number): string {
  return `${top + 1}-${Math.min(length, top + height)} of ${length}`;
}
