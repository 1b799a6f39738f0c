import { expect, test } from 'vitest';
import { tableText } from './table.ts';

const columns = [
  { name: 'id', right: true },
  { name: 'name', right: false },
];

test('numbers stand at the right, texts at the left, and a null is empty', () => {
  const rows = [
    ['1', 'Jane Doe'],
    ['200', null],
  ];
  expect(tableText(columns, rows).split('\n')).toEqual([
    ' id  | name',
    '-----+----------',
    '   1 | Jane Doe',
    ' 200 |',
    '(2 rows)',
    '',
  ]);
});

test('wide characters take two columns', () => {
  const text = tableText(
    [
      { name: 'a', right: false },
      { name: 'b', right: false },
    ],
    [
      ['日本', 'x'],
      ['abcd', 'y'],
    ],
  );
  expect(text.split('\n').slice(2, 4)).toEqual([' 日本 | x', ' abcd | y']);
});

test('what would move the cursor is written out', () => {
  expect(tableText([{ name: 'a', right: false }], [['1\n2\u001B[2J']])).toContain(
    ' 1\\n2\\u001b[2J\n(1 row)',
  );
});
