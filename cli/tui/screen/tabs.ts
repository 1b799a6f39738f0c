import type { Rect } from '../layout/layout.ts';
import type { PaneView } from '../panes/pane.ts';
import { panes } from '../panes/panes.ts';
import type { TuiState } from '../state/state.ts';
import type { Canvas } from './canvas.ts';

/** All panes by number, the one that is shown in brackets. */
export function drawTabs(canvas: Canvas, rect: Rect, { focus }: TuiState, _view: PaneView): void {
  let x = rect.x;
  for (const [index, { id, title }] of panes.entries()) {
    const current = id === focus;
    const text = current ? `[${index + 1} ${title}]` : ` ${index + 1} ${title} `;
    x += canvas.text(x, rect.y, text, { tone: current ? 'strong' : 'dim', light: 'none' });
  }
}
