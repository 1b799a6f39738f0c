import { subjectOf } from '../detail/subject.ts';
import { detailLines } from '../detail/detail-lines.ts';
import type { Look } from '../look.ts';
import { contextOf, type Mode, type RowPlace } from '../mode.ts';
import type { TuiState } from '../state.ts';
import { themeNames } from '../themes.ts';
import type { Next } from '../update.ts';

/** Opens the detail view on the first line of the row itself: its neighbours stand around it. */
export function showDetail(state: TuiState, look: Look, row: RowPlace | undefined): Next {
  const subject = row && subjectOf(state, look, row);
  if (!row || !subject) return { state, effects: [] };
  const lines = detailLines(subject, []);
  // What it changed may be long: it is read from its beginning.
  const first = lines.findIndex(({ kind }) => kind === 'change' || kind === 'json');
  const line = Math.max(0, first);
  return { state: { ...state, mode: { kind: 'detail', row, line, top: 0, toggled: [] } }, effects: [] };
}

export function showCommands(state: TuiState, row: RowPlace | undefined): Next {
  if (!row) return { state, effects: [] };
  return { state: { ...state, mode: { kind: 'commands', row, top: 0, behind: state.mode } }, effects: [] };
}

/** Where the lab's services and servers are. */
export function showAddresses(state: TuiState): Next {
  return { state: { ...state, mode: { kind: 'addresses', top: 0, behind: state.mode } }, effects: [] };
}

/** The keys of where one is; what it lies over comes back. */
export function showHelp(state: TuiState): Next {
  if (state.mode.kind === 'help') return back(state);
  const context = contextOf(state.mode) ?? 'browse';
  return { state: { ...state, mode: { kind: 'help', top: 0, context, behind: state.mode } }, effects: [] };
}

/** To what a text lies over. */
export function back(state: TuiState): Next {
  const mode: Mode = 'behind' in state.mode ? state.mode.behind : { kind: 'browse' };
  return { state: { ...state, mode }, effects: [] };
}

export function nextTheme(state: TuiState): Next {
  const next = (themeNames.indexOf(state.theme) + 1) % themeNames.length;
  const theme = themeNames[next] ?? state.theme;
  return { state: { ...state, theme, notice: { text: `theme ${theme}`, tone: 'plain' } }, effects: [] };
}

export function toggleMouse(state: TuiState): Next {
  const mouse = !state.mouse;
  const text = mouse ? 'mouse on: the terminal selects text with shift' : 'mouse off';
  return {
    state: { ...state, mouse, notice: { text, tone: 'plain' } },
    effects: [{ kind: 'mouse', on: mouse }],
  };
}
