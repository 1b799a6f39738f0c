import type { Size } from '../layout/layout.ts';
import type { Canvas } from '../screen/canvas.ts';
import { boxLines } from '../state/box.ts';
import { drawBox, shareText } from './box.ts';

/** A text to be read, from one of its lines on. */
export function drawText(
  canvas: Canvas,
  size: Size,
  title: string,
  lines: readonly string[],
  top: number,
): void {
  const share = shareText(top, boxLines(size), lines.length);
  const { x, y, width, height } = drawBox(canvas, size, title, share, lines.length);
  for (const [index, line] of lines.slice(top, top + height).entries()) {
    const tone = line.startsWith(' ') ? 'plain' : 'strong';
    canvas.text(x, y + index, line, { tone, light: 'none' }, width);
  }
}
