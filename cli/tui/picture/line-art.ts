import { cell } from './cell.ts';

/** Arms of a line from the middle of its cell: up, right, down, left; how many strokes each is wide. */
type Arms = readonly [up: number, right: number, down: number, left: number];

const arms: Readonly<Record<string, Arms>> = {
  '─': [0, 1, 0, 1],
  '│': [1, 0, 1, 0],
  '┌': [0, 1, 1, 0],
  '┐': [0, 0, 1, 1],
  '└': [1, 1, 0, 0],
  '┘': [1, 0, 0, 1],
  '├': [1, 1, 1, 0],
  '┤': [1, 0, 1, 1],
  '┬': [0, 1, 1, 1],
  '┴': [1, 1, 0, 1],
  '┼': [1, 1, 1, 1],
  '═': [0, 2, 0, 2],
  '║': [2, 0, 2, 0],
  '╔': [0, 2, 2, 0],
  '╗': [0, 0, 2, 2],
  '╚': [2, 2, 0, 0],
  '╝': [2, 0, 0, 2],
};

/** Parts of a cell that are filled: from left and top, wide and high. */
const blocks: Readonly<Record<string, readonly [number, number, number, number]>> = {
  '█': [0.15, 0, 0.7, 1],
  '┃': [0.35, 0, 0.3, 1],
  '▌': [0, 0.2, 0.5, 0.6],
  '▏': [0, 0, 0.15, 1],
};

/** Half of the distance between the strokes of a double line. */
const apart = 1.5;

/**
 * Lines and blocks are drawn instead of written: in no font do they meet from row to row. SVG path data for a stroke or
 * for what is filled; undefined for any other character.
 */
export function artOf(
  character: string,
  x: number,
  y: number,
): { stroke?: string; fill?: string } | undefined {
  const block = blocks[character];
  if (block) {
    const [left, top, wide, high] = block;
    const from = `M${px(x + left * cell.width)} ${px(y + top * cell.height)}`;
    return { fill: `${from}h${px(wide * cell.width)}v${px(high * cell.height)}h${px(-wide * cell.width)}z` };
  }
  const line = arms[character];
  return line && { stroke: strokesOf(line, x + cell.width / 2, y + cell.height / 2) };
}

function strokesOf([up, right, down, left]: Arms, x: number, y: number): string {
  const isDouble = Math.max(up, right, down, left) === 2;
  const rings = isDouble ? [-apart, apart] : [0];
  return rings.map((ring) => strokeOf({ up, right, down, left }, x, y, ring)).join('');
}

/** One stroke of a line; of a double one `ring` is how far outside of the middle it is. */
function strokeOf(
  { up, right, down, left }: Readonly<Record<'up' | 'right' | 'down' | 'left', number>>,
  x: number,
  y: number,
  ring: number,
): string {
  const [halfWide, halfHigh] = [cell.width / 2, cell.height / 2];
  // At a corner the outer stroke goes around the inner one.
  const bendX = up + down === 0 ? 0 : right > 0 && left === 0 ? ring : left > 0 && right === 0 ? -ring : ring;
  const bendY = left + right === 0 ? 0 : down > 0 && up === 0 ? ring : up > 0 && down === 0 ? -ring : ring;
  const [cx, cy] = [x + bendX, y + bendY];
  const [top, bottom] = [up > 0 ? y - halfHigh : cy, down > 0 ? y + halfHigh : cy];
  const [start, end] = [left > 0 ? x - halfWide : cx, right > 0 ? x + halfWide : cx];
  const vertical = up + down > 0 ? `M${px(cx)} ${px(top)}V${px(bottom)}` : '';
  return vertical + (left + right > 0 ? `M${px(start)} ${px(cy)}H${px(end)}` : '');
}

export function px(value: number): string {
  return String(Math.round(value * 100) / 100);
}
