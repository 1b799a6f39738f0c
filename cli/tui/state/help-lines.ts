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
    return [title, ...own.flatMap((binding) => bindingLines(keymap, binding)), ''];
  });
  const typing = ['while typing', ...typingKeys.map(({ keys, about }) => keyLine(keys, about)), ''];
  if (context !== 'browse') return [...groups, ...typing];
  return [...groups, ...typing, ...filterLines()];
}

/** Nine keys that say the same of nine panes are one line. */
function bindingLines(keymap: Keymap, { action, about }: (typeof bindings)[number]): string[] {
  if (!action.startsWith('pane-')) return [keyLine(keysOf(keymap, action), about)];
  if (action !== 'pane-1') return [];
  const keys = bindings.flatMap((each) =>
    each.action.startsWith('pane-') ? keysOf(keymap, each.action) : [],
  );
  return [keyLine(keyRange(keys), 'the pane of that number')];
}

function keyRange(keys: readonly string[]): readonly string[] {
  const areDigits = keys.every((key, index) => key === String(index + 1));
  return areDigits ? [`1-${keys.length}`] : keys;
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
