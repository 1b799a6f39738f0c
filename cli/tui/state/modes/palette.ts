import type { Key } from '../../keys/key.ts';
import { actions } from '../actions/actions.ts';
import { ask, runByName } from '../actions/drive.ts';
import type { Look } from '../look.ts';
import type { PaletteMode } from '../mode.ts';
import { entriesOf, type Entry } from '../palette/entries.ts';
import { findEntries } from '../palette/find-entries.ts';
import type { TuiState } from '../state.ts';
import type { Next } from '../update.ts';
import { edited } from './edited.ts';

const remembered = 20;

/** The entries that a palette shows. */
export function paletteEntries(state: TuiState, { scope, text }: PaletteMode, look: Look): readonly Entry[] {
  return findEntries(entriesOf(state, look, scope), text, state.recent);
}

export function keyInPalette(state: TuiState, mode: PaletteMode, key: Key, look: Look): Next {
  const text = edited(mode.text, key);
  if (text !== undefined) return stay(state, { ...mode, text, chosen: 0 });
  if (key === 'esc') return { state: { ...state, mode: { kind: 'browse' } }, effects: [] };
  const entries = paletteEntries(state, mode, look);
  const by = { up: -1, down: 1, 'shift+tab': -1, tab: 1, pageup: -10, pagedown: 10 }[key];
  if (by !== undefined)
    return stay(state, { ...mode, chosen: Math.max(0, Math.min(entries.length - 1, mode.chosen + by)) });
  const entry = entries[mode.chosen];
  if (key !== 'enter' || !entry) return { state, effects: [] };
  const recent = [entry.name, ...state.recent.filter((name) => name !== entry.name)].slice(0, remembered);
  return chosen({ ...state, recent, mode: { kind: 'browse' } }, entry, look);
}

function stay(state: TuiState, mode: PaletteMode): Next {
  return { state: { ...state, mode }, effects: [] };
}

function chosen(state: TuiState, { does }: Entry, look: Look): Next {
  switch (does.kind) {
    case 'action':
      return actions[does.action](state, look);
    case 'pane':
      return { state: { ...state, focus: does.pane }, effects: [] };
    case 'scenario':
      return runByName(state, look, does.id);
    case 'control':
      return ask(state, look, does);
    case 'theme':
      return { state: { ...state, theme: does.theme }, effects: [] };
    case 'export':
      return { state, effects: [does] };
  }
}
