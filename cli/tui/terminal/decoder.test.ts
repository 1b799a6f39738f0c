import { describe, expect, test } from 'vitest';
import type { TuiEvent } from '../state/event.ts';
import { createDecoder } from './decoder.ts';

const told = (events: readonly TuiEvent[]) =>
  events.map((event) => (event.kind === 'key' ? event.key : event));

/** What comes of one piece after another. */
function decode(...pieces: readonly string[]) {
  const decoder = createDecoder();
  return told(pieces.flatMap((piece) => decoder.push(piece)));
}

const esc = '\u001B';

describe('what a terminal sends of its keyboard', () => {
  test('a character is a key, a space has a name, and what was pasted is one key after another', () => {
    expect(decode('j')).toEqual(['j']);
    expect(decode('a b€😀')).toEqual(['a', 'space', 'b', '€', '😀']);
    expect(decode('approve\r')).toEqual(['a', 'p', 'p', 'r', 'o', 'v', 'e', 'enter']);
  });

  test.each([
    ['up', ['[A', 'OA', '[1;5A']],
    ['down', ['[B', 'OB']],
    ['right', ['[C', 'OC']],
    ['left', ['[D', 'OD']],
    ['home', ['[H', 'OH', '[1~', '[7~']],
    ['end', ['[F', 'OF', '[4~', '[8~']],
    ['pageup', ['[5~']],
    ['pagedown', ['[6~', '[6;2~']],
    ['shift+tab', ['[Z']],
    ['backspace', ['[3~']],
    ['enter', ['OM']],
  ])('%s, as one terminal or another sends it', (key, sequences) => {
    expect(decode(...sequences.map((sequence) => esc + sequence))).toEqual(sequences.map(() => key));
  });

  test('control characters are ctrl with their letter, but for those that have a key of their own', () => {
    expect(decode('\u0003\u0004\u0010\u0015')).toEqual(['ctrl+c', 'ctrl+d', 'ctrl+p', 'ctrl+u']);
    expect(decode('\t\r\n\u007F\b')).toEqual(['tab', 'enter', 'enter', 'backspace', 'backspace']);
    expect(decode('\u0000\u001C\u001F')).toEqual([]);
  });

  test('a sequence of a key that nobody knows types nothing', () => {
    expect(decode(`${esc}[15~`, `${esc}OP`, `${esc}[?62;22c`, 'j')).toEqual(['j']);
  });
});

describe('escape alone and escape as a beginning', () => {
  test('a sequence may come in pieces', () => {
    expect(decode(esc, '[', '1;', '5A', 'x')).toEqual(['up', 'x']);
    expect(decode(`j${esc}[<0;1`, '0;5M')).toEqual(['j', { kind: 'mouse', action: 'press', x: 9, y: 4 }]);
  });

  test('alone it waits for the rest; where none comes it was the key', () => {
    const decoder = createDecoder();
    expect(decoder.push(esc)).toEqual([]);
    expect(decoder.isWaiting).toBe(true);
    expect(told(decoder.giveUp())).toEqual(['esc']);
    expect(decoder.isWaiting).toBe(false);
    expect(told(decoder.push('[A'))).toEqual(['[', 'A']);
  });

  test('with a key typed right behind it, it is that key and the other', () => {
    expect(decode(`${esc}q`)).toEqual(['esc', 'q']);
    expect(decode(`${esc}${esc}`, 'q')).toEqual(['esc', 'esc', 'q']);
    const decoder = createDecoder();
    expect(told([...decoder.push(`${esc}[`), ...decoder.giveUp()])).toEqual(['esc', '[']);
  });
});

test('mouse reports: presses and the wheel, several at once; a release says nothing', () => {
  expect(decode(`${esc}[<0;10;5M`)).toEqual([{ kind: 'mouse', action: 'press', x: 9, y: 4 }]);
  expect(decode(`${esc}[<0;10;5m`)).toEqual([]);
  expect(decode(`${esc}[<64;1;1M${esc}[<65;2;3M`)).toEqual([
    { kind: 'mouse', action: 'wheel-up', x: 0, y: 0 },
    { kind: 'mouse', action: 'wheel-down', x: 1, y: 2 },
  ]);
});
