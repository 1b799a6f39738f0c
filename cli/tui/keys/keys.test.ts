import { readFile } from 'node:fs/promises';
import { format } from 'prettier';
import { describe, expect, test } from 'vitest';
import { panes } from '../panes/panes.ts';
import { bindings } from './actions.ts';
import { isKey, sameByte, typed } from './key.ts';
import { actionOf, defaultKeymap } from './keymap.ts';
import { keysDocument } from './keys-document.ts';
import { remap, type WantedKeys } from './remap.ts';

test('docs/keys.md is what `npm run docs:keys` writes', async () => {
  const written = await readFile(new URL('../../../docs/keys.md', import.meta.url), 'utf8');
  const made = await format(keysDocument(), { parser: 'markdown', singleQuote: true, printWidth: 110 });
  expect(written).toBe(made);
});

test('no two actions have one key in one place, and every key is one that arrives', () => {
  expect(remap({}).problems).toEqual([]);
  expect(bindings.flatMap(({ keys }): string[] => [...keys]).filter((key) => !isKey(key))).toEqual([]);
});

test('keys of terminal multiplexers are left alone', () => {
  const taken = new Set(bindings.flatMap(({ keys }): string[] => [...keys]));
  expect(['ctrl+a', 'ctrl+b', 'ctrl+s', 'ctrl+o', 'ctrl+j'].filter((key) => taken.has(key))).toEqual([]);
});

test('every pane has a number', () => {
  expect(panes.length).toBeLessThanOrEqual(9);
});

test('a key means what it means where it is pressed', () => {
  expect(actionOf(defaultKeymap, 'browse', 'enter')).toBe('detail');
  expect(actionOf(defaultKeymap, 'detail', 'enter')).toBe('fold');
  expect(actionOf(defaultKeymap, 'reading', 'enter')).toBeUndefined();
});

test.each([
  ['a', 'a'],
  ['space', ' '],
  ['é', 'é'],
  ['enter', undefined],
  ['\u0007', undefined],
])('%j types %j', (key, text) => {
  expect(typed(key)).toBe(text);
});

test('a key that a terminal sends as another is known by that', () => {
  expect([sameByte('ctrl+m'), sameByte('ctrl+i'), sameByte('x')]).toEqual(['enter', 'tab', undefined]);
});

describe('keys of one’s own', () => {
  test('take the place of those of the action', () => {
    const { keymap, problems } = remap({ zoom: ['z'] });
    expect(problems).toEqual([]);
    expect([actionOf(keymap, 'browse', 'z'), actionOf(keymap, 'browse', '+')]).toEqual(['zoom', undefined]);
  });

  test('may change places', () => {
    expect(remap({ pause: ['p'], request: ['space'] }).problems).toEqual([]);
  });

  test('never lock anybody in', () => {
    const { keymap } = remap({ back: ['b'], quit: ['Q'] });
    expect([actionOf(keymap, 'detail', 'esc'), actionOf(keymap, 'browse', 'ctrl+c')]).toEqual([
      'back',
      'quit',
    ]);
  });

  test.each<[WantedKeys, string, string]>([
    [{ zom: ['z'] }, 'zom', 'there is no action "zom"; did you mean "zoom"?'],
    [{ zoom: ['f'] }, 'zoom', 'f is the key of follow already: give follow another one under keys too'],
    [
      { zoom: ['pagedwn'] },
      'zoom',
      'there is no key "pagedwn"; did you mean "pagedown"?; a key is a character, a name or ctrl+<letter>',
    ],
    [{ zoom: ['ctrl+m'] }, 'zoom', 'a terminal sends ctrl+m as enter: write enter'],
    [{ zoom: ['esc'] }, 'zoom', 'esc is always back: take another key'],
  ])('%j is refused', (wanted, action, message) => {
    expect(remap(wanted).problems).toContainEqual({ action, message });
  });

  test('conflict only where both can be called: the detail view has keys of its own', () => {
    expect(remap({ cause: ['f'] }).problems).toEqual([]);
    expect(remap({ cause: ['j'] }).problems).toEqual([
      { action: 'cause', message: 'j is the key of down already: give down another one under keys too' },
    ]);
  });
});
