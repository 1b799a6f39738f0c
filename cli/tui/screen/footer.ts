import type { Rect } from '../layout/layout.ts';
import { promptOf } from '../overlay/prompt.ts';
import type { TuiState } from '../state/state.ts';
import type { Canvas } from './canvas.ts';
import { elided } from './fit.ts';

/** What is being typed, else what was just told, else the keys that matter most. */
export function drawFooter(canvas: Canvas, { x, y, width }: Rect, { mode, notice, filter }: TuiState): void {
  canvas.blank({ x, y, width, height: 1 });
  const prompt = promptOf(mode);
  if (prompt !== undefined) {
    canvas.text(x, y, prompt, { tone: 'strong', light: 'none' });
    return;
  }
  if (notice) {
    canvas.text(x, y, elided(notice.text, width), { tone: notice.tone, light: 'none' });
    return;
  }
  const hints = '? help  : do  / filter  tab pane  r run  space pause  q quit';
  const shown = filter === '' ? hints : `/${filter}   esc lets go   ${hints}`;
  canvas.text(x, y, elided(shown, width), { tone: 'dim', light: 'none' });
}
