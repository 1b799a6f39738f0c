import type { Rect } from '../layout/layout.ts';
import { promptOf } from '../overlay/prompt.ts';
import type { Look } from '../state/look.ts';
import type { TuiState } from '../state/state.ts';
import type { Canvas } from './canvas.ts';
import { elideWide, firstFitting } from './fit.ts';
import { hintForms } from './hints.ts';

/** What is being typed, else what was just told, else the keys that matter most. */
export function drawFooter(
  canvas: Canvas,
  { x, y, width }: Rect,
  { keymap, mode, notice, filter }: TuiState,
  { session }: Look,
): void {
  canvas.blank({ x, y, width, height: 1 });
  const prompt = promptOf(mode);
  if (prompt !== undefined) {
    canvas.text(x, y, prompt, { tone: 'strong', light: 'none' });
    return;
  }
  if (notice) {
    canvas.text(x, y, elideWide(notice.text, width), { tone: notice.tone, light: 'none' });
    return;
  }
  const hints = hintForms(keymap, mode, session);
  const isFiltered = filter !== '' && mode.kind === 'browse';
  const shown = isFiltered ? hints.map((hint) => `/${filter}   esc lets go   ${hint}`) : hints;
  canvas.text(x, y, firstFitting(shown, width), { tone: 'dim', light: 'none' });
}
