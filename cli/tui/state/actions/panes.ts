import { panes } from '../../panes/panes.ts';
import type { TuiState } from '../state.ts';
import type { Next } from '../update.ts';

export function focusNext(state: TuiState, by: number): Next {
  const order = panes.map(({ id }) => id);
  const index = (order.indexOf(state.focus) + by + order.length) % order.length;
  return { state: { ...state, focus: order[index] ?? state.focus }, effects: [] };
}

export function zoom(state: TuiState): Next {
  return { state: { ...state, zoomed: !state.zoomed }, effects: [] };
}

/** One thing at a time: what lies over the panes, then the filter, then the choice. */
export function goBack(state: TuiState): Next {
  if (state.mode.kind !== 'browse') return { state: { ...state, mode: { kind: 'browse' } }, effects: [] };
  if (state.filter !== '') return { state: { ...state, filter: '' }, effects: [] };
  return { state: { ...state, picked: null }, effects: [] };
}
