import type { Rect } from '../layout/layout.ts';
import type { Canvas, Style } from './canvas.ts';
import { widthOf } from '../panes/characters.ts';
import { elideWide, wholeWords } from './fit.ts';

const double = { h: '═', v: '║', corners: ['╔', '╗', '╚', '╝'] } as const;
const single = { h: '─', v: '│', corners: ['┌', '┐', '└', '┘'] } as const;

/**
 * Draws a frame; the focused one is drawn double, so that it needs no colour. The summary stands beside the title, the
 * foot at its lower right where there is room. Gives the room inside.
 */
export function drawFrame(
  canvas: Canvas,
  { x, y, width, height }: Rect,
  title: string,
  summary: string,
  focused: boolean,
  foot = '',
): Rect {
  const style: Style = { tone: focused ? 'accent' : 'dim', light: 'none' };
  const { h, v, corners } = focused ? double : single;
  const [tl, tr, bl, br] = corners;
  const bar = h.repeat(Math.max(0, width - 2));
  canvas.text(x, y, `${tl}${bar}${tr}`, style, width);
  canvas.text(x, y + height - 1, `${bl}${bar}${br}`, style, width);
  for (let row = y + 1; row < y + height - 1; row += 1) {
    canvas.text(x, row, v, style, 1);
    canvas.text(x + width - 1, row, v, style, 1);
  }
  const room = Math.max(0, width - 4);
  const titled: Style = { tone: focused ? 'strong' : 'plain', light: 'none' };
  const taken = canvas.text(x + 2, y, elideWide(` ${title} `, room), titled, room);
  const space = room - taken;
  // A blank stands behind it, before the line of the frame.
  if (summary !== '' && space > 1)
    canvas.text(x + 2 + taken, y, `${wholeWords(summary, space - 1)} `, style, space);
  if (foot !== '' && widthOf(foot) + 2 <= room)
    canvas.text(x + width - 4 - widthOf(foot), y + height - 1, ` ${foot} `, style, room);
  return { x: x + 1, y: y + 1, width: width - 2, height: height - 2 };
}
