import type { ActionName } from '../../keys/actions.ts';
import type { Look } from '../look.ts';
import type { TuiState } from '../state.ts';
import type { Next } from '../update.ts';
import { detail, follow, moveBy, moveTo, page } from './move.ts';
import { focusNext, goBack, zoom } from './panes.ts';
import { pause } from './time.ts';

type Action = (state: TuiState, look: Look) => Next;

/** What each action does. */
export const actions: Readonly<Record<ActionName, Action>> = {
  'next-pane': (state) => focusNext(state, 1),
  'previous-pane': (state) => focusNext(state, -1),
  down: (state, look) => moveBy(state, look, 1),
  up: (state, look) => moveBy(state, look, -1),
  'page-down': (state, look) => page(state, look, 1),
  'page-up': (state, look) => page(state, look, -1),
  first: (state, look) => moveTo(state, look, 0),
  last: (state, look) => moveTo(state, look, Number.MAX_SAFE_INTEGER),
  follow: (state) => follow(state),
  detail,
  back: (state) => goBack(state),
  zoom: (state) => zoom(state),
  filter: (state) => ({ state: { ...state, mode: { kind: 'filter', text: state.filter } }, effects: [] }),
  palette: (state) => ({ state: { ...state, mode: { kind: 'palette', text: '', chosen: 0 } }, effects: [] }),
  pause,
  help: (state) => ({ state: { ...state, mode: { kind: 'help', top: 0 } }, effects: [] }),
  quit: (state) => ({ state, effects: [{ kind: 'quit' }] }),
};
