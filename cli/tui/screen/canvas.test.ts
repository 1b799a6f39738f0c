import fc from 'fast-check';
import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import { Canvas } from './canvas.ts';
import { elideWide, fitCell } from './fit.ts';
import { widthOf } from '../panes/characters.ts';

function shown(canvas: Canvas): string[] {
  return canvas.lines().map((line) => line.map(({ text }) => text).join(''));
}

test('a wide character takes two columns, and none where only one is left', () => {
  const canvas = new Canvas(5, 1);
  expect(canvas.text(0, 0, '山田太')).toBe(4);
  expect(shown(canvas)).toEqual(['山田 ']);
});

test('of a wide character that is covered by half nothing is left', () => {
  const canvas = new Canvas(6, 1);
  canvas.text(0, 0, '山田太');
  canvas.text(1, 0, 'ab');
  expect(shown(canvas)).toEqual([' ab 太']);
});

test('an emoji of several code points is one character', () => {
  const canvas = new Canvas(4, 1);
  canvas.text(0, 0, '👩‍🚀x');
  expect(shown(canvas)).toEqual(['👩‍🚀x ']);
});

test('the tone of a skin without its emoji is left out: it would be drawn on what is before it', () => {
  const canvas = new Canvas(4, 1);
  expect(canvas.text(1, 0, '🏻a')).toBe(1);
  expect(shown(canvas)).toEqual([' a  ']);
  expect(canvas.text(0, 0, '👍🏻')).toBe(2);
});

test('whatever a payload holds, a line keeps its width and moves no cursor', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.nat(12), fc.nat(14), (text, x, room) => {
      const canvas = new Canvas(12, 1);
      canvas.text(x, 0, text, undefined, room);
      const [line = ''] = shown(canvas);
      expect(line).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]/u);
      expect(canvas.lines()[0]!.reduce((sum, span) => sum + widthOf(span.text), 0)).toBe(12);
    }),
  );
});

test('what is painted outside is not there', () => {
  const canvas = new Canvas(3, 1);
  canvas.text(1, 0, 'abc');
  canvas.text(0, 7, 'abc');
  expect(shown(canvas)).toEqual([' ab']);
});

test.each([
  ['order-service-customers', 11, 'order…omers'],
  ['山田太郎次郎', 7, '山…次郎'],
  ['abc', 1, '…'],
  ['abc', 0, ''],
])('%s in %i columns is %s', (text, width, expected) => {
  expect(elideWide(text, width)).toBe(expected);
  expect(stringWidth(expected)).toBeLessThanOrEqual(width);
});

const shorter = (width: number) => `short for ${width}`;

test('a cell shows its text, else its short form, else that elided; an indent is kept', () => {
  expect(fitCell({ text: 'long text', shorter }, 9)).toBe('long text');
  expect(fitCell({ text: '  a very long text', shorter }, 12)).toBe('short for 12');
  expect(fitCell({ text: '  a very long text', shorter }, 5)).toBe('sh… 5');
  expect(fitCell({ text: '  two\nlines' }, 20)).toBe('  two lines');
});
