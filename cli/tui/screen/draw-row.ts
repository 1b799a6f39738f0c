import type { Rect } from '../layout/layout.ts';
import type { Cell, Column, PaneRow } from '../panes/pane.ts';
import { sign } from '../panes/signs.ts';
import type { Canvas, Light, Style } from './canvas.ts';
import { widthOf } from '../panes/characters.ts';
import type { PlacedColumn } from './columns.ts';
import { fitCell } from './fit.ts';

interface RowLook {
  readonly placed: readonly PlacedColumn[];
  readonly light: Light;
  /** What it is to what is chosen, also where the cursor stands on it. */
  readonly belongs: Light;
}

const spanning: Column = { title: '', width: 'rest', drop: 0 };
const dim: Style = { tone: 'dim', light: 'none' };

export function drawTitles(canvas: Canvas, { x, y }: Rect, placed: readonly PlacedColumn[]): void {
  for (const { column, offset, width } of placed)
    drawCell(canvas, x + offset, y, { text: column.title }, column, width, dim);
}

/** Signs in the frame at both sides say without colour what is stood on and what belongs to what is chosen. */
export function drawRow(
  canvas: Canvas,
  rect: Rect,
  { cells }: PaneRow,
  { placed, light, belongs }: RowLook,
): void {
  canvas.blank(rect, { tone: 'plain', light });
  const accent: Style = { tone: 'accent', light: 'none' };
  if (light !== 'none') canvas.text(rect.x - 1, rect.y, sign[light], accent, 1);
  if (light === 'cursor' && belongs !== 'none')
    canvas.text(rect.x + rect.width, rect.y, sign[belongs === 'chain' ? 'chain' : 'lineage'], accent, 1);
  const [first] = cells;
  if (first && cells.length === 1) {
    drawCell(canvas, rect.x, rect.y, first, spanning, rect.width, { tone: first.tone ?? 'plain', light });
    return;
  }
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
  cell: Cell,
  { align }: Column,
  width: number,
  style: Style,
): void {
  const fitted = fitCell(cell, width);
  const indent = align === 'right' ? Math.max(0, width - widthOf(fitted)) : 0;
  canvas.text(x + indent, y, fitted, style, width - indent);
}
