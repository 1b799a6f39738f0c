import { glyph } from '../../reporters/list/glyph.ts';
import type { Rect } from '../layout/layout.ts';
import type { PaneView } from '../panes/pane.ts';
import type { Canvas } from './canvas.ts';

/** The chain of what is chosen in three lines: hops as glyphs, with what is missing told. */
export function drawStrip(canvas: Canvas, rect: Rect, { lit }: PaneView): void {
  let { x, y } = { x: rect.x, y: rect.y };
  for (const { id, kind, type } of lit.chain) {
    const text = `${glyph(kind)} ${kind === 'http' || kind === 'outbox' || kind === 'saga' ? `${type} ` : ''}`;
    if (x + text.length > rect.x + rect.width) {
      x = rect.x;
      y += 1;
    }
    if (y >= rect.y + rect.height) return;
    const light = lit.lineage.has(id) ? 'lineage' : 'none';
    x += canvas.text(x, y, text, { tone: kind === 'missing' ? 'bad' : 'plain', light });
  }
}
