import type { Rect } from '../layout/layout.ts';
import type { PaneId, PaneView } from '../panes/pane.ts';
import { paneNumber, panes, paneOf } from '../panes/panes.ts';
import type { TuiState } from '../state/state.ts';
import type { Canvas } from './canvas.ts';

/** All panes by number, the one that is shown in brackets; in a smaller terminal by shorter titles, then fewer of them. */
export function drawTabs(canvas: Canvas, rect: Rect, { focus }: TuiState, _view: PaneView): void {
  const ids = panes.map(({ id }) => id);
  let x = rect.x;
  for (const [index, text] of tabTexts(ids, focus, rect.width).entries())
    x += canvas.text(x, rect.y, text, { tone: ids[index] === focus ? 'strong' : 'dim', light: 'none' });
}

/** Titles are whole or not there: those that are farthest from the pane that is shown go first. */
export function tabTexts(ids: readonly PaneId[], focus: PaneId, width: number): readonly string[] {
  const place = ids.indexOf(focus);
  const full = ids.map((id) => tabText(id, focus, paneOf(id).title));
  if (full.join('').length <= width) return full;
  for (let reach = ids.length; reach > 0; reach -= 1) {
    const texts = ids.map((id, index) => {
      const { title, shortTitle = title } = paneOf(id);
      return tabText(id, focus, Math.abs(index - place) < reach ? shortTitle : '');
    });
    if (texts.join('').length <= width || reach === 1) return texts;
  }
  return full;
}

function tabText(id: PaneId, focus: PaneId, title: string): string {
  const text = `${paneNumber(id)} ${title}`.trimEnd();
  return id === focus ? `[${text}]` : ` ${text}`;
}
