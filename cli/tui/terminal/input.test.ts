import type { Key as InkKey } from 'ink';
import { describe, expect, test } from 'vitest';
import { eventsOf } from './input.ts';

const none = {} as InkKey;
const keys = (input: string, key: Partial<InkKey> = {}) =>
  eventsOf(input, { ...none, ...key }).map((event) => (event.kind === 'key' ? event.key : event));

describe('what ink tells of the keyboard', () => {
  test('a character is a key, a space has a name, and what was pasted is one key after another', () => {
    expect(keys('j')).toEqual(['j']);
    expect(keys(' ')).toEqual(['space']);
    expect(keys('a b€')).toEqual(['a', 'space', 'b', '€']);
  });

  test('keys with names, and with ctrl and shift', () => {
    expect(keys('', { downArrow: true })).toEqual(['down']);
    expect(keys('', { tab: true, shift: true })).toEqual(['shift+tab']);
    expect(keys('c', { ctrl: true })).toEqual(['ctrl+c']);
    expect(keys('', { escape: true, meta: true })).toEqual(['esc']);
  });

  test('the byte 0x7F is backspace, whatever ink calls it', () => {
    expect(keys('', { delete: true })).toEqual(['backspace']);
  });

  test('mouse reports: presses and the wheel, several at once; a release says nothing', () => {
    expect(keys('[<0;10;5M')).toEqual([{ kind: 'mouse', action: 'press', x: 9, y: 4 }]);
    expect(keys('[<0;10;5m')).toEqual([]);
    expect(keys('[<64;1;1M\u001B[<65;2;3M')).toEqual([
      { kind: 'mouse', action: 'wheel-up', x: 0, y: 0 },
      { kind: 'mouse', action: 'wheel-down', x: 1, y: 2 },
    ]);
  });
});
