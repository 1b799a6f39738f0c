import { expect, test } from 'vitest';
import { playOrder } from '../../model/testing/play.ts';
import { customersAndOrders as system } from '../../test/harness/customers-and-orders.ts';
import { defaultKeymap } from '../keys/keymap.ts';
import type { StateOptions } from '../state/state.ts';
import { lookOf } from '../state/testing/look.ts';
import { User } from '../state/testing/user.ts';
import { screenOf } from './screen.ts';

const look = lookOf(system, playOrder(system).world.told);

function footer(columns: number, keys: readonly string[], options: StateOptions = {}): string {
  const user = new User(look, { columns, rows: 23 }, options).press('3', ...keys);
  const last = screenOf(user.state, look).at(-1) ?? [];
  return last
    .map(({ text }) => text)
    .join('')
    .trimEnd();
}

test('on the panes the keys that matter most, fewer where there is little room', () => {
  expect(footer(160, [])).toBe(
    '? help  : do  / find  tab pane  enter more  r run  x fault  a addresses  space pause  q quit',
  );
  expect(footer(80, [])).toBe(
    '? help  : do  / find  tab pane  enter more  r run  x fault  a addresses  q quit',
  );
  expect(footer(60, [])).toBe('? help  : do  tab pane  r run  a addresses  q quit');
});

test('in what lies over them the keys that do something there, and how to leave it', () => {
  expect(footer(80, ['enter'])).toBe(
    'esc closes  j k move  enter folds  u cause  d effect  y copies  ? help  q quit',
  );
  for (const key of ['?', 'w', 'a'])
    expect(footer(80, [key])).toBe('esc closes  j k move  pagedown pageup page  q quit');
});

test('a filter that is in force stays in sight on the panes, and claims no key of what lies over them', () => {
  const filtered = ['/', ...Array.from('type:Order'), 'enter'];
  expect(footer(80, filtered)).toMatch(/^\/type:Order {3}esc lets go {3}\? help /);
  expect(footer(80, [...filtered, 'enter'])).toMatch(/^esc closes /);
});

test('a form tells its keys itself', () => {
  expect(footer(80, ['p'])).toBe('');
});

test('they are those of one’s own', () => {
  const keymap = new Map([...defaultKeymap, ['run', ['ctrl+r']] as const, ['addresses', []] as const]);
  expect(footer(160, [], { keymap })).toBe(
    '? help  : do  / find  tab pane  enter more  ctrl+r run  x fault  space pause  q quit',
  );
});
