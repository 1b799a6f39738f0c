import { matches } from '../../filter/match.ts';
import { searchableOf } from '../../filter/searchable.ts';
import { readable } from '../filtering.ts';
import type { Look } from '../look.ts';
import { indexOf } from '../rows.ts';
import type { TuiState } from '../state.ts';
import type { Next } from '../update.ts';
import { moveTo, shownRows } from './move.ts';

/** To the next row of this pane that the search finds, round its end; asks for one where there was none yet. */
export function nextMatch(state: TuiState, look: Look, direction: 1 | -1): Next {
  if (state.search === '') return { state: { ...state, mode: { kind: 'search', text: '' } }, effects: [] };
  const wanted = readable(state.search);
  const rows = shownRows(state, look);
  const start = indexOf(state.cursors[state.focus], rows);
  for (let away = 1; away <= rows.length; away += 1) {
    const place = (((start + direction * away) % rows.length) + rows.length) % rows.length;
    if (matches(wanted, searchableOf(rows.row(place)))) return moveTo(state, look, place);
  }
  const notice = { text: `Nothing here matches "${state.search}".`, tone: 'plain' } as const;
  return { state: { ...state, notice }, effects: [] };
}
