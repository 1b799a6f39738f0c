import { padEnd } from '../../reporters/text/fit.ts';
import { bindings, typingKeys, type Binding, type Context } from '../keys/actions.ts';
import { groupTitles } from '../keys/groups.ts';
import { keysOf, type Keymap } from '../keys/keymap.ts';
import { filterFields } from '../filter/fields.ts';

const keyWidth = 24;

/** What the keys do where help was asked for; behind them, what is the same everywhere. */
export function helpLines(keymap: Keymap, context: Context): string[] {
  const here = bindings.filter((binding) => isIn(binding, context));
  const groups = Object.entries(groupTitles).flatMap(([group, title]) => {
    const own = here.filter((binding) => binding.group === group);
    if (own.length === 0) return [];
    return [title, ...own.map(({ action, about }) => keyLine(keysOf(keymap, action), about)), ''];
  });
  const typing = ['while typing', ...typingKeys.map(({ keys, about }) => keyLine(keys, about)), ''];
  if (context !== 'browse') return [...groups, ...typing];
  return [...groups, ...typing, ...filterLines()];
}

function filterLines(): string[] {
  return [
    'the words of a filter: all must match; -word must not; "two words" are one',
    ...Object.entries(filterFields).map(([field, about]) => keyLine([`${field}:`], about)),
    keyLine(['word'], 'anywhere in the row'),
  ];
}

function keyLine(keys: readonly string[], about: string): string {
  return `  ${padEnd(keys.join(' '), keyWidth)} ${about}`;
}

function isIn(binding: Binding, context: Context): boolean {
  return binding.in.includes(context);
}
