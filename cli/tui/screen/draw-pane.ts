import { elide, oneLine } from '../../reporters/text/fit.ts';
import stringWidth from 'string-width';
import type { Rect, Region } from '../layout/layout.ts';
import type { Cell, Column, PaneRow, PaneView } from '../panes/pane.ts';
import { paneOf } from '../panes/panes.ts';
import { indexOf, rowsOf, summaryOf, topOf } from '../state/rows.ts';
import type { TuiState } from '../state/state.ts';
import type { Canvas, Light, Style } from './canvas.ts';
import { columnsIn, type PlacedColumn } from './columns.ts';
import { drawFrame } from './frame.ts';

/** A frame with title and summary, the titles of the columns, and the rows that are in sight. */
export function drawPane(canvas: Canvas, { pane: id, rect }: Region, state: TuiState, view: PaneView): void {
  const pane = paneOf(id);
  const focused = id === state.focus;
  const inside = drawFrame(canvas, rect, pane.title, summaryOf(id, view), focused);
  const rows = rowsOf(id, view);
  if (rows.length === 0) {
    canvas.text(inside.x + 1, inside.y + 1, pane.empty, { tone: 'dim', light: 'none' }, inside.width - 1);
    return;
  }
  const placed = columnsIn(pane.columns, inside.width);
  drawTitles(canvas, inside, placed);
  const space = { ...inside, y: inside.y + 1, height: inside.height - 1 };
  const cursor = state.cursors[id];
  const top = topOf(cursor, rows, space.height);
  const current = focused ? indexOf(cursor, rows) : -1;
  for (let line = 0; line < space.height && top + line < rows.length; line += 1) {
    const row = rows.row(top + line);
    const light = top + line === current ? 'cursor' : lightOf(row, view);
    drawRow(canvas, { ...space, y: space.y + line, height: 1 }, row, placed, light);
  }
}

function lightOf({ hops }: PaneRow, { lit, picked }: PaneView): Light {
  if (picked?.hop != null && hops.some((hop) => lit.lineage.has(hop))) return 'lineage';
  return hops.some((hop) => lit.hops.has(hop)) ? 'chain' : 'none';
}

function drawTitles(canvas: Canvas, { x, y }: Rect, placed: readonly PlacedColumn[]): void {
  for (const { column, offset, width } of placed)
    drawCell(canvas, x + offset, y, { text: column.title }, column, width, { tone: 'dim', light: 'none' });
}

function drawRow(
  canvas: Canvas,
  rect: Rect,
  { cells }: PaneRow,
  placed: readonly PlacedColumn[],
  light: Light,
): void {
  canvas.blank(rect, { tone: 'plain', light });
  for (const { column, index, offset, width } of placed) {
    const cell = cells[index];
    if (!cell) continue;
    drawCell(canvas, rect.x + offset, rect.y, cell, column, width, { tone: cell.tone ?? 'plain', light });
  }
}

function drawCell(
  canvas: Canvas,
  x: number,
  y: number,
  { text }: Cell,
  { align }: Column,
  width: number,
  style: Style,
): void {
  const fitted = elide(align === undefined ? oneLineKeepingIndent(text) : oneLine(text), width);
  const indent = align === 'right' ? Math.max(0, width - stringWidth(fitted)) : 0;
  canvas.text(x + indent, y, fitted, style, width - indent);
}

function oneLineKeepingIndent(text: string): string {
  const indent = /^ */.exec(text)?.[0] ?? '';
  return indent + oneLine(text);
}
