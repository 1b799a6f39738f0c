import { stringifyJson } from '../../../services/tram/index.ts';
import { bindings } from '../keys/actions.ts';
import type { PaneView } from '../panes/pane.ts';
import { rowsOf } from '../state/rows.ts';
import type { TuiState } from '../state/state.ts';
import type { Canvas } from './canvas.ts';
import { drawFrame } from './frame.ts';

/** What lies over the panes: help, detail. */
export function drawOverlay(canvas: Canvas, { mode }: TuiState, view: PaneView): void {
  if (mode.kind === 'help') drawText(canvas, 'help', helpLines(), mode.top);
  if (mode.kind === 'detail') drawText(canvas, 'detail', detailLines(mode.pane, mode.id, view), mode.top);
}

function helpLines(): string[] {
  return bindings.map(({ keys, about }) => `${keys.join(' ').padEnd(18)} ${about}`);
}

function detailLines(pane: Parameters<typeof rowsOf>[0], id: string, view: PaneView): string[] {
  const rows = rowsOf(pane, view);
  for (let index = 0; index < rows.length; index += 1) {
    const row = rows.row(index);
    if (row.id === id)
      return JSON.stringify(JSON.parse(stringifyJson(row.detail() ?? null)), null, 2).split('\n');
  }
  return ['It is not there any more.'];
}

function drawText(canvas: Canvas, title: string, lines: readonly string[], top: number): void {
  const { columns, rows } = canvas;
  const width = Math.min(columns - 4, 100);
  const height = Math.min(rows - 4, lines.length + 2);
  const rect = { x: Math.floor((columns - width) / 2), y: 2, width, height };
  canvas.blank(rect);
  const inside = drawFrame(canvas, rect, title, '', true);
  lines
    .slice(top, top + inside.height)
    .forEach((line, index) =>
      canvas.text(inside.x + 1, inside.y + index, line, { tone: 'plain', light: 'none' }, inside.width - 2),
    );
}
