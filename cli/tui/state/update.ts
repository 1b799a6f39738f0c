import { sameByte, type Key } from '../keys/key.ts';
import { actionOf } from '../keys/keymap.ts';
import { actions } from './actions/actions.ts';
import type { Effect } from './effect.ts';
import type { MouseEvent, TuiEvent } from './event.ts';
import type { Look } from './look.ts';
import { contextOf } from './mode.ts';
import { actInDetail } from './modes/detail.ts';
import { keyInForm } from './modes/form.ts';
import { mouseOnPanes } from './modes/mouse.ts';
import { keyInPalette } from './modes/palette.ts';
import { actInReading, isReading } from './modes/reading.ts';
import { keyInTyping } from './modes/typing.ts';
import type { TuiState } from './state.ts';

/** The state after an event, and what the world is asked to do because of it. */
export interface Next {
  readonly state: TuiState;
  readonly effects: readonly Effect[];
}

/** Pure: the same state, event and look give the same. */
export function update(state: TuiState, event: TuiEvent, look: Look): Next {
  switch (event.kind) {
    case 'key': {
      const key = sameByte(event.key) ?? event.key;
      return contextOf(state.mode) ? act({ ...state, notice: null }, key, look) : type(state, key, look);
    }
    case 'mouse':
      return pointed({ ...state, notice: null }, event, look);
    case 'resized':
      return { state: { ...state, size: event.size }, effects: [] };
    case 'done': {
      const { ok, text } = event.outcome;
      return { state: { ...state, notice: { text, tone: ok ? 'good' : 'bad' } }, effects: [] };
    }
  }
}

function act(state: TuiState, key: Key, look: Look): Next {
  const { mode, keymap } = state;
  const action = actionOf(keymap, contextOf(mode) ?? 'browse', key);
  if (action === undefined) return { state, effects: [] };
  if (mode.kind === 'detail') return actInDetail(state, mode, action, look);
  if (isReading(mode)) return actInReading(state, mode, action, look);
  return actions[action](state, look);
}

/** A notice stays meanwhile: one that comes while something is typed is still to be read afterwards. */
function type(state: TuiState, key: Key, look: Look): Next {
  const { mode } = state;
  if (key === 'ctrl+c') return { state, effects: [{ kind: 'quit' }] };
  switch (mode.kind) {
    case 'filter':
    case 'search':
    case 'moment':
      return keyInTyping(state, mode, key, look);
    case 'palette':
      return keyInPalette(state, mode, key, look);
    case 'form':
      return keyInForm(state, mode.form, key, look);
    case 'browse':
    case 'detail':
    case 'help':
    case 'commands':
    case 'addresses':
      return { state, effects: [] };
  }
}

/** Over a text the wheel reads on, and a click does nothing. */
function pointed(state: TuiState, event: MouseEvent, look: Look): Next {
  const { mode } = state;
  if (mode.kind === 'browse') return mouseOnPanes(state, event, look);
  if (event.action === 'press') return { state, effects: [] };
  const action = event.action === 'wheel-down' ? 'down' : 'up';
  if (mode.kind === 'detail') return actInDetail(state, mode, action, look);
  if (isReading(mode)) return actInReading(state, mode, action, look);
  return type(state, action, look);
}
