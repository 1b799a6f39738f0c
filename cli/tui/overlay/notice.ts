import { columns, wrap } from '../../reporters/text/fit.ts';
import type { Canvas } from '../screen/canvas.ts';
import { boxOf } from '../state/box.ts';
import { pieces } from '../state/pieces.ts';
import type { TuiState } from '../state/state.ts';
import { drawBox } from './box.ts';

/** A notice that the footer has no room for; a shorter one stands there. */
export function drawNotice(canvas: Canvas, { notice, size }: TuiState): void {
  if (!notice || (columns(notice.text) <= size.columns && !notice.text.includes('\n'))) return;
  const lines = noticeLines(notice.text, boxOf(size).width - 4);
  const { x, y, width, height } = drawBox(
    canvas,
    size,
    notice.tone === 'bad' ? 'it did not work' : 'done',
    '',
    lines.length,
  );
  for (const [index, line] of lines.slice(0, height).entries())
    canvas.text(x, y + index, line, { tone: notice.tone, light: 'none' }, width);
}

function noticeLines(text: string, width: number): string[] {
  return text.split('\n').flatMap((line) =>
    wrap(
      line.split(' ').flatMap((word) => pieces(word, width)),
      width,
    ),
  );
}
