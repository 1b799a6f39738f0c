import { typed, type Key } from '../keys/key.ts';
import { actionOf, type Keymap } from '../keys/keymap.ts';
import { actions } from './actions/actions.ts';
import type { Effect } from './effect.ts';
import type { TuiEvent } from './event.ts';
import type { Look } from './look.ts';
import type { TuiState } from './state.ts';

/** The state after an event, and what the world is asked to do because of it. */
export interface Next {
  readonly state: TuiState;
  readonly effects: readonly Effect[];
}

/** Pure: the same state, event and look give the same. */
export function update(state: TuiState, event: TuiEvent, look: Look, keymap: Keymap): Next {
  switch (event.kind) {
    case 'key':
      return pressed({ ...state, notice: null }, event.key, look, keymap);
    case 'mouse':
      return { state, effects: [] };
    case 'resized':
      return { state: { ...state, size: event.size }, effects: [] };
    case 'done': {
      const { ok, text } = event.outcome;
      return { state: { ...state, notice: { text, tone: ok ? 'good' : 'bad' } }, effects: [] };
    }
  }
}

function pressed(state: TuiState, key: Key, look: Look, keymap: Keymap): Next {
  const { mode } = state;
  if (mode.kind === 'filter' || mode.kind === 'palette') return typing(state, mode, key);
  const action = actionOf(keymap, key);
  return action === undefined ? { state, effects: [] } : actions[action](state, look);
}

function typing(state: TuiState, mode: Extract<TuiState['mode'], { text: string }>, key: Key): Next {
  const text = typed(key);
  const still = (changed: string): Next => ({
    state: { ...state, mode: { ...mode, text: changed } },
    effects: [],
  });
  if (text !== undefined) return still(mode.text + text);
  if (key === 'backspace') return still(Array.from(mode.text).slice(0, -1).join(''));
  const done: TuiState = { ...state, mode: { kind: 'browse' } };
  if (key === 'esc') return { state: done, effects: [] };
  if (key === 'enter' && mode.kind === 'filter')
    return { state: { ...done, filter: mode.text }, effects: [] };
  return { state, effects: [] };
}
