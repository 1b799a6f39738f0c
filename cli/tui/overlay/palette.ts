import { elide, oneLine, padEnd } from '../../reporters/text/fit.ts';
import type { Canvas } from '../screen/canvas.ts';
import { boxLines, topFor } from '../state/box.ts';
import type { Look } from '../state/look.ts';
import type { PaletteMode, PaletteScope } from '../state/mode.ts';
import { paletteEntries } from '../state/modes/palette.ts';
import type { TuiState } from '../state/state.ts';
import { drawBox } from './box.ts';

const titles: Readonly<Record<PaletteScope, string>> = {
  all: 'do',
  run: 'run a scenario',
  control: 'drive a process',
  export: 'export',
};

/** What is said where nothing is found, by what is chosen from. */
const none: Readonly<Record<PaletteScope, string>> = {
  all: 'Nothing has these letters.',
  run: 'No scenario has these letters.',
  control: 'No process to drive has these letters.',
  export: 'No format has these letters.',
};

/** Names tell more than what is said of them: that has the rest, and a few columns at least. */
const leastAbout = 16;

/** Entries to choose from by some of their letters. */
export function drawPalette(canvas: Canvas, state: TuiState, mode: PaletteMode, look: Look): void {
  const entries = paletteEntries(state, mode, look);
  const room = boxLines(state.size) - 1;
  const chosen = Math.min(mode.chosen, entries.length - 1);
  const top = topFor(Math.max(0, chosen), Math.max(0, chosen - room + 1), room);
  const rows = Math.min(room, Math.max(1, entries.length));
  const { x, y, width } = drawBox(canvas, state.size, titles[mode.scope], `${entries.length}`, rows + 1);
  canvas.text(x, y, `:${mode.text}▏`, { tone: 'strong', light: 'none' }, width);
  if (entries.length === 0)
    canvas.text(
      x,
      y + 1,
      mode.text === '' ? 'There is nothing to choose from yet.' : none[mode.scope],
      { tone: 'unsure', light: 'none' },
      width,
    );
  const names = Math.min(width - leastAbout, Math.max(0, ...entries.map(({ name }) => name.length)));
  for (const [index, { name, about }] of entries.slice(top, top + room).entries()) {
    const light = top + index === chosen ? 'cursor' : 'none';
    const line = y + 1 + index;
    canvas.blank({ x, y: line, width, height: 1 }, { tone: 'plain', light });
    canvas.text(x, line, padEnd(elide(name, names), names), { tone: 'plain', light }, width);
    canvas.text(x + names + 2, line, oneLine(about), { tone: 'dim', light }, width - names - 2);
  }
}
