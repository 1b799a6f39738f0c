import { panes } from '../../panes/panes.ts';
import { following, type TuiState } from '../state.ts';
import type { Next } from '../update.ts';

export function focusNext(state: TuiState, by: number): Next {
  const order = panes.map(({ id }) => id);
  const index = (order.indexOf(state.focus) + by + order.length) % order.length;
  return { state: { ...state, focus: order[index] ?? state.focus }, effects: [] };
}

/** By its number on the screen, from 1. */
export function focusNumber(state: TuiState, number: number): Next {
  return { state: { ...state, focus: panes[number - 1]?.id ?? state.focus }, effects: [] };
}

export function zoom(state: TuiState): Next {
  return { state: { ...state, zoomed: !state.zoomed }, effects: [] };
}

/** On the panes: one thing at a time, the filter, then the choice; then every pane follows what is new again. */
export function letGo(state: TuiState): Next {
  if (state.filter !== '') return { state: { ...state, filter: '' }, effects: [] };
  return { state: following(state), effects: [] };
}
