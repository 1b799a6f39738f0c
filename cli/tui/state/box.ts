import type { Rect, Size } from '../layout/layout.ts';

/** Where a text lies over the panes, frame and all: the middle, with the panes still to be seen around it. */
export function boxOf({ columns, rows }: Size): Rect {
  const width = Math.min(columns - 4, 110);
  return { x: Math.floor((columns - width) / 2), y: 2, width, height: Math.max(3, rows - 4) };
}

/** Lines of text in it: its frame takes two. */
export function boxLines(size: Size): number {
  return boxOf(size).height - 2;
}

/** Columns of text in it: its frame takes two, and a blank on each side two more. */
export function textWidth(size: Size): number {
  return boxOf(size).width - 4;
}

/** The first line shown, so that `line` is in sight. */
export function topFor(line: number, top: number, height: number): number {
  return Math.max(0, Math.max(line - height + 1, Math.min(top, line)));
}
