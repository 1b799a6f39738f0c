import type { Rect, Size } from '../layout/layout.ts';
import type { Canvas } from '../screen/canvas.ts';
import { drawFrame } from '../screen/frame.ts';
import { boxOf } from '../state/box.ts';

/** A frame over the panes, no higher than its text; gives the room for the text. */
export function drawBox(canvas: Canvas, size: Size, title: string, summary: string, lines: number): Rect {
  const box = boxOf(size);
  const rect = { ...box, height: Math.min(box.height, lines + 2) };
  canvas.blank(rect);
  const inside = drawFrame(canvas, rect, title, summary, true);
  return { ...inside, x: inside.x + 1, width: inside.width - 2 };
}

/** `3-20 of 80`; empty where all is in sight. */
export function shareText(top: number, shown: number, total: number): string {
  return shown >= total ? '' : `${top + 1}-${Math.min(total, top + shown)} of ${total}`;
}
