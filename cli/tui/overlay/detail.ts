import { oneLine } from '../../reporters/text/fit.ts';
import { paneOf } from '../panes/panes.ts';
import type { Canvas, Style } from '../screen/canvas.ts';
import { boxLines, topFor } from '../state/box.ts';
import { detailLines, type DetailLine } from '../state/detail/detail-lines.ts';
import { subjectOf } from '../state/detail/subject.ts';
import type { Look } from '../state/look.ts';
import type { DetailMode } from '../state/mode.ts';
import type { TuiState } from '../state/state.ts';
import { drawBox, shareText } from './box.ts';
import { drawText } from './text.ts';

/** A row with both neighbours in its chain; the line that keys act on stands out. */
export function drawDetail(canvas: Canvas, state: TuiState, mode: DetailMode, look: Look): void {
  const subject = subjectOf(state, look, mode.row);
  const title = paneOf(mode.row.pane).title;
  if (!subject) return drawText(canvas, state.size, title, ['It is not there any more.'], 0);
  const lines = detailLines(subject, mode.toggled);
  const shown = boxLines(state.size);
  const line = Math.min(mode.line, lines.length - 1);
  const top = topFor(line, Math.min(mode.top, Math.max(0, lines.length - shown)), shown);
  const summary = [subject.hop?.label ?? '', shareText(top, shown, lines.length)].filter(Boolean).join(' · ');
  const { x, y, width, height } = drawBox(canvas, state.size, title, oneLine(summary), lines.length);
  for (const [index, each] of lines.slice(top, top + height).entries()) {
    const style: Style = { tone: toneOf(each), light: top + index === line ? 'cursor' : 'none' };
    if (style.light === 'cursor') canvas.blank({ x, y: y + index, width, height: 1 }, style);
    canvas.text(x, y + index, each.text, style, width);
  }
}

function toneOf(line: DetailLine): Style['tone'] {
  switch (line.kind) {
    case 'title':
      return 'dim';
    case 'neighbour':
      return 'accent';
    case 'change':
      return line.tone;
    case 'json':
      return 'plain';
  }
}
