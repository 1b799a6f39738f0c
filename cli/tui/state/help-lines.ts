import { padEnd, wrap } from '../../reporters/text/fit.ts';
import { bindings, typingKeys, type Binding, type Context } from '../keys/actions.ts';
import { groupTitles } from '../keys/groups.ts';
import { keysOf, type Keymap } from '../keys/keymap.ts';
import { filterFields } from '../filter/fields.ts';
import type { Size } from '../layout/layout.ts';
import { textWidth } from './box.ts';

const keyWidth = 24;
const indent = 2;

/** What the keys do where help was asked for; behind them, what is the same everywhere. A long text goes on below its beginning. */
export function helpLines(keymap: Keymap, context: Context, size: Size): string[] {
  const width = textWidth(size);
  const here = bindings.filter((binding) => isIn(binding, context));
  const groups = Object.entries(groupTitles).flatMap(([group, title]) => {
    const own = here.filter((binding) => binding.group === group);
    if (own.length === 0) return [];
    return [title, ...own.flatMap((binding) => bindingLines(keymap, binding, width)), ''];
  });
  const typing = ['while typing', ...typingKeys.flatMap(({ keys, about }) => keyLines(keys, about, width))];
  const lines = [...groups, ...typing, ''];
  return context === 'browse' ? [...lines, ...filterLines(width)] : lines;
}

/** Nine keys that say the same of nine panes are one line. */
function bindingLines(keymap: Keymap, { action, about }: (typeof bindings)[number], width: number): string[] {
  if (!action.startsWith('pane-')) return keyLines(keysOf(keymap, action), about, width);
  if (action !== 'pane-1') return [];
  const keys = bindings.flatMap((each) =>
    each.action.startsWith('pane-') ? keysOf(keymap, each.action) : [],
  );
  return keyLines(keyRange(keys), 'the pane of that number', width);
}

function keyRange(keys: readonly string[]): readonly string[] {
  const areDigits = keys.every((key, index) => key === String(index + 1));
  return areDigits ? [`1-${keys.length}`] : keys;
}

function filterLines(width: number): string[] {
  const words = 'the words of a filter: all must match; -word must not; "two words" are one'.split(' ');
  return [
    ...wrap(words, width),
    ...Object.entries(filterFields).flatMap(([field, about]) => keyLines([`${field}:`], about, width)),
    ...keyLines(['word'], 'anywhere in the row', width),
  ];
}

/** Keys on the left, what they do on the right, each in as many lines as it needs. */
function keyLines(keys: readonly string[], about: string, width: number): string[] {
  const left = wrap(keys, keyWidth);
  const right = wrap(about.split(' '), width - indent - keyWidth - 1);
  return Array.from({ length: Math.max(left.length, right.length) }, (_, line) =>
    `${' '.repeat(indent)}${padEnd(left[line] ?? '', keyWidth)} ${right[line] ?? ''}`.trimEnd(),
  );
}

function isIn(binding: Binding, context: Context): boolean {
  return binding.in.includes(context);
}
