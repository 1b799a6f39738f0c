import { noFilter, type Filter } from '../filter/filter.ts';
import { parseFilter } from '../filter/parse.ts';
import type { TuiState } from './state.ts';

/** The filter that is being typed, as soon as it can be read; else the one in force. */
export function filterOf({ mode, filter }: TuiState): Filter {
  const typing = mode.kind === 'filter' ? parseFilter(mode.text) : undefined;
  return typing?.ok === true ? typing.filter : readable(filter);
}

/** A text that was accepted before. */
export function readable(text: string): Filter {
  const parsed = parseFilter(text);
  return parsed.ok ? parsed.filter : noFilter;
}
