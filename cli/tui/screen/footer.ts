import type { Rect } from '../layout/layout.ts';
import { promptOf } from '../overlay/prompt.ts';
import type { Look } from '../state/look.ts';
import type { TuiState } from '../state/state.ts';
import type { Canvas } from './canvas.ts';
import { elideWide, firstFitting } from './fit.ts';

/** The fullest first. */
const hintsOf = {
  live: [
    '? help  : do  / find  tab pane  enter more  r run  x fault  a addresses  space pause  q quit',
    '? help  : do  / find  tab pane  enter more  r run  x fault  a addresses  q quit',
    '? help  : do  tab pane  r run  a addresses  q quit',
    '? help  q quit',
  ],
  lesson: [
    '? help  space goes on  tab pane  enter more  [ ] step  0 $ ends  q quit',
    '? help  space goes on  q quit',
  ],
  recording: [
    '? help  / filter  tab pane  enter look  space play  [ ] step  0 $ ends  q quit',
    '? help  tab pane  space play  q quit',
    '? help  q quit',
  ],
} as const;

/** What is being typed, else what was just told, else the keys that matter most. */
export function drawFooter(
  canvas: Canvas,
  { x, y, width }: Rect,
  { mode, notice, filter }: TuiState,
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
  const hints = hintsOf[session.lesson ? 'lesson' : session.source];
  const shown = filter === '' ? hints : hints.map((hint) => `/${filter}   esc lets go   ${hint}`);
  canvas.text(x, y, firstFitting(shown, width), { tone: 'dim', light: 'none' });
}
