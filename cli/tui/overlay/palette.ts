import { elide, oneLine, padEnd, wrap } from '../../reporters/text/fit.ts';
import { widthOf } from '../panes/characters.ts';
import type { Canvas } from '../screen/canvas.ts';
import { wholeWords } from '../screen/fit.ts';
import { boxLines, textWidth, topFor } from '../state/box.ts';
import type { Look } from '../state/look.ts';
import type { PaletteMode, PaletteScope } from '../state/mode.ts';
import { paletteEntries } from '../state/modes/palette.ts';
import type { Entry } from '../state/palette/entries.ts';
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
/** Lines below the list, where what is said of the chosen one does not fit beside its name; a third of the room at the most. */
const mostTold = 5;

/** Entries to choose from by some of their letters. */
export function drawPalette(canvas: Canvas, state: TuiState, mode: PaletteMode, look: Look): void {
  const entries = shownAs(paletteEntries(state, mode, look), look);
  const width = textWidth(state.size);
  const names = Math.min(width - leastAbout, Math.max(0, ...entries.map(({ name }) => name.length)));
  const chosen = Math.min(mode.chosen, entries.length - 1);
  const lines = boxLines(state.size);
  const most = Math.min(mostTold, Math.floor(lines / 3));
  const told = toldBelow(entries, chosen, { width, beside: width - names - 2, most });
  const room = lines - 1 - told.below;
  const rows = Math.min(room, Math.max(1, entries.length));
  const { x, y } = drawBox(
    canvas,
    state.size,
    titles[mode.scope],
    `${entries.length}`,
    1 + rows + told.below,
  );
  canvas.text(x, y, `:${mode.text}▏`, { tone: 'strong', light: 'none' }, width);
  if (entries.length === 0) {
    const why = mode.text === '' ? 'There is nothing to choose from yet.' : none[mode.scope];
    canvas.text(x, y + 1, why, { tone: 'unsure', light: 'none' }, width);
  }
  const top = topFor(Math.max(0, chosen), Math.max(0, chosen - room + 1), room);
  for (const [index, { name, about }] of entries.slice(top, top + room).entries()) {
    const light = top + index === chosen ? 'cursor' : 'none';
    const line = y + 1 + index;
    canvas.blank({ x, y: line, width, height: 1 }, { tone: 'plain', light });
    canvas.text(x, line, padEnd(elide(name, names), names), { tone: 'plain', light }, width);
    canvas.text(x + names + 2, line, wholeWords(oneLine(about), width - names - 2), { tone: 'dim', light });
  }
  for (const [index, line] of told.lines.entries())
    canvas.text(x, y + 2 + rows + index, line, { tone: 'plain', light: 'none' }, width);
}

/** Where there is one system its name, which all scenarios would begin with, tells nothing. */
function shownAs(entries: readonly Entry[], { session: { systems } }: Look): readonly Entry[] {
  if (systems.length !== 1) return entries;
  return entries.map((entry) => ({ ...entry, name: entry.name.replace(`run ${systems[0]}/`, 'run ') }));
}

/** All that is said of the chosen one, and how many lines are kept for it below the list, whichever is chosen. */
function toldBelow(
  entries: readonly Entry[],
  chosen: number,
  { width, beside, most }: { readonly width: number; readonly beside: number; readonly most: number },
): { readonly lines: readonly string[]; readonly below: number } {
  const linesOf = (about: string) => wholeLines(oneLine(about), width, most);
  const long = entries.filter(({ about }) => widthOf(oneLine(about)) > beside);
  if (long.length === 0) return { lines: [], below: 0 };
  const below = 1 + Math.max(...long.map(({ about }) => linesOf(about).length));
  return { lines: linesOf(entries[chosen]?.about ?? ''), below };
}

/** Whole words on so many lines at the most, the last with a sign where there were more. */
function wholeLines(text: string, width: number, most: number): readonly string[] {
  const lines = wrap(text.split(' '), width);
  if (lines.length <= most) return lines;
  return [...lines.slice(0, most - 1), wholeWords(lines.slice(most - 1).join(' '), width)];
}
