import type { ActionName } from '../../keys/actions.ts';
import { actions } from '../actions/actions.ts';
import { copyAddress, copyCommand, copyRow } from '../actions/copy.ts';
import { back } from '../actions/show.ts';
import { addressLines } from '../addresses.ts';
import { boxLines } from '../box.ts';
import { helpLines } from '../help-lines.ts';
import { commandsOf } from '../shell/commands-of.ts';
import { commandLines } from '../shell/command-lines.ts';
import { subjectOf } from '../detail/subject.ts';
import type { Look } from '../look.ts';
import type { Mode, RowPlace } from '../mode.ts';
import type { TuiState } from '../state.ts';
import type { Next } from '../update.ts';

export type ReadingMode = Extract<Mode, { kind: 'help' | 'commands' | 'addresses' }>;

/** Whether a text lies over the panes. */
export function isReading(mode: Mode): mode is ReadingMode {
  return mode.kind === 'help' || mode.kind === 'commands' || mode.kind === 'addresses';
}

type Act = (state: TuiState, mode: ReadingMode, look: Look) => Next;

const acts: Readonly<Partial<Record<ActionName, Act>>> = {
  down: (state, mode, look) => scroll(state, mode, look, mode.top + 1),
  up: (state, mode, look) => scroll(state, mode, look, mode.top - 1),
  'page-down': (state, mode, look) => scroll(state, mode, look, mode.top + pageOf(state)),
  'page-up': (state, mode, look) => scroll(state, mode, look, mode.top - pageOf(state)),
  first: (state, mode, look) => scroll(state, mode, look, 0),
  last: (state, mode, look) => scroll(state, mode, look, Number.MAX_SAFE_INTEGER),
  back: (state) => back(state),
  copy: (state, mode, look) =>
    mode.kind === 'addresses'
      ? copyAddress(state, look)
      : (ofRow(mode, (row) => copyRow(state, look, row)) ?? still(state)),
  'copy-command': (state, mode, look) => ofRow(mode, (row) => copyCommand(state, look, row)) ?? still(state),
};

/** What an action does in a text that lies over the panes; the rest does what it does everywhere. */
export function actInReading(state: TuiState, mode: ReadingMode, action: ActionName, look: Look): Next {
  return acts[action]?.(state, mode, look) ?? actions[action](state, look);
}

/** Help and addresses are about no row. */
function ofRow(mode: ReadingMode, then: (row: RowPlace) => Next): Next | undefined {
  return mode.kind === 'commands' ? then(mode.row) : undefined;
}

function still(state: TuiState): Next {
  return { state, effects: [] };
}

function pageOf({ size }: TuiState): number {
  return Math.max(1, boxLines(size) - 1);
}

function scroll(state: TuiState, mode: ReadingMode, look: Look, wanted: number): Next {
  const last = Math.max(0, readingLines(state, mode, look).length - boxLines(state.size));
  const top = Math.max(0, Math.min(last, wanted));
  return { state: { ...state, mode: { ...mode, top } }, effects: [] };
}

/** The text itself. */
export function readingLines(state: TuiState, mode: ReadingMode, look: Look): readonly string[] {
  if (mode.kind === 'help') return helpLines(state.keymap, mode.context, state.size);
  if (mode.kind === 'addresses') return addressLines(look, state.size);
  const subject = subjectOf(state, look, mode.row);
  return subject ? commandLines(commandsOf(subject, look), state.size) : ['It is not there any more.'];
}
