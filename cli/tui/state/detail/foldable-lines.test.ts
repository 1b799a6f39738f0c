import fc from 'fast-check';
import { expect, test } from 'vitest';
import { foldableLines } from './foldable-lines.ts';

function text(value: unknown, ...toggled: readonly string[]): string {
  return foldableLines(value, new Set(toggled))
    .map((line) => '  '.repeat(line.depth) + line.text)
    .join('\n');
}

test('what is open reads as JSON', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 2 }), (json) => {
      const value: unknown = JSON.parse(json);
      fc.pre(typeof value !== 'string');
      const shown = text(value).replaceAll(' (JSON in a text)', '');
      fc.pre(!shown.includes(' … '));
      expect(JSON.parse(shown)).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

test('parts fold and unfold by their path', () => {
  const value = { order: { id: 17, lines: [1, 2] } };
  expect(text(value, '$.order')).toBe('{\n  "order": { … 2 fields }\n}');
  expect(text(value, '$.order.lines')).toContain('"lines": [ … 2 items ]');
});

test('a payload, JSON in a text, is opened like the rest; numbers keep their digits', () => {
  expect(text({ payload: '{"id":9223372036854775807}' })).toBe(
    '{\n  "payload": { (JSON in a text)\n    "id": 9223372036854775807\n  }\n}',
  );
});

test('however large it is, what is shown is not', () => {
  const items = Array.from({ length: 100_000 }, (_, index) => ({ index, text: 'x'.repeat(50) }));
  expect(text(items)).toBe('[ … 100000 items ]');
  expect(foldableLines(items, new Set(['$'])).length).toBeLessThan(2_100);
  expect(text(items, '$')).toContain('more than is shown here');
  expect(text('y'.repeat(1_000_000)).length).toBeLessThan(500);
});

test('as deep as somebody unfolds it, and no deeper', () => {
  let deep: unknown = 1;
  for (let depth = 0; depth < 5_000; depth += 1) deep = { a: deep };
  expect(foldableLines(deep, new Set()).length).toBe(7);
});
