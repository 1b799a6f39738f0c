import type { Rect } from '../layout/layout.ts';
import type { PaneView } from '../panes/pane.ts';
import { panes } from '../panes/panes.ts';
import type { TuiState } from '../state/state.ts';
import type { Canvas } from './canvas.ts';

/** All panes by number, the one that is shown in brackets; the names of the others as long as there is room for. */
export function drawTabs(canvas: Canvas, rect: Rect, { focus }: TuiState, _view: PaneView): void {
  const texts = (longest: number) =>
    panes.map(({ id, title }, index) =>
      id === focus ? `[${index + 1} ${title}]` : ` ${index + 1} ${title.slice(0, longest)}`,
    );
  let longest = Math.max(...panes.map(({ title }) => title.length));
  while (longest > 0 && texts(longest).join('').length > rect.width) longest -= 1;
  let x = rect.x;
  for (const [index, text] of texts(longest).entries())
    x += canvas.text(x, rect.y, text, {
      tone: panes[index]?.id === focus ? 'strong' : 'dim',
      light: 'none',
    });
}
