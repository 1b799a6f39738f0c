import { parseFilter } from '../../filter/parse.ts';
import type { Key } from '../../keys/key.ts';
import { nextMatch } from '../actions/find.ts';
import { goTo } from '../actions/time.ts';
import type { Look } from '../look.ts';
import type { TypingMode } from '../mode.ts';
import { momentIn } from '../moment.ts';
import type { TuiState } from '../state.ts';
import type { Next } from '../update.ts';
import { edited } from './edited.ts';

/** Keys while a filter, a search or the number of a moment is typed. What cannot be read stays where it is. */
export function keyInTyping(state: TuiState, mode: TypingMode, key: Key, look: Look): Next {
  const text = edited(mode.text, key);
  if (text !== undefined) return { state: { ...state, mode: { ...mode, text } }, effects: [] };
  if (key === 'esc') return { state: { ...state, mode: { kind: 'browse' } }, effects: [] };
  if (key === 'enter') return accepted({ ...state, mode: { kind: 'browse' } }, state, mode, look);
  return { state, effects: [] };
}

function accepted(done: TuiState, before: TuiState, { kind, text }: TypingMode, look: Look): Next {
  const refused: Next = { state: before, effects: [] };
  switch (kind) {
    case 'filter':
      return parseFilter(text).ok ? { state: { ...done, filter: text.trim() }, effects: [] } : refused;
    case 'search': {
      if (!parseFilter(text).ok) return refused;
      const search = text.trim();
      return search === '' ? { state: done, effects: [] } : nextMatch({ ...done, search }, look, 1);
    }
    case 'moment': {
      const moment = momentIn(text, look);
      return moment.ok ? goTo(done, look, moment.at) : refused;
    }
  }
}
