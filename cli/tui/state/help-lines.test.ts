import { expect, test } from 'vitest';
import { bindings, type Binding } from '../keys/actions.ts';
import { defaultKeymap } from '../keys/keymap.ts';
import { textWidth } from './box.ts';
import { helpLines } from './help-lines.ts';

test('nine keys that choose nine panes are one line of the help', () => {
  const lines = helpLines(defaultKeymap, 'browse', { columns: 160, rows: 45 });
  expect(lines.filter((line) => line.includes('pane'))).toEqual([
    expect.stringMatching(/^ {2}tab right +next pane$/),
    expect.stringMatching(/^ {2}shift\+tab left +previous pane$/),
    expect.stringMatching(/^ {2}1-9 +the pane of that number$/),
    expect.stringContaining('this pane alone'),
    expect.stringContaining('search this pane'),
  ]);
});

test.each([
  [60, 15],
  [80, 23],
  [120, 31],
  [160, 44],
])('on %i columns and %i rows no line is cut: a long text goes on below where it began', (columns, rows) => {
  const size = { columns, rows };
  const lines = helpLines(defaultKeymap, 'browse', size);
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(textWidth(size));
  const texts = lines.map((line) => line.replace(/^ {2}.{24} /, '')).join(' ');
  const table: readonly Binding[] = bindings;
  for (const { action, in: contexts, about } of table)
    if (!action.startsWith('pane-') && contexts.includes('browse')) expect(texts).toContain(about);
});

test('so many keys of one action that they need lines of their own are all told', () => {
  const keys = ['ctrl+d', 'ctrl+e', 'ctrl+g', 'ctrl+k', 'ctrl+l'];
  const lines = helpLines(new Map([...defaultKeymap, ['zoom', keys]]), 'browse', { columns: 80, rows: 23 });
  const at = lines.findIndex((line) => line.includes('ctrl+e'));
  expect(lines.slice(at, at + 2)).toEqual([
    expect.stringMatching(/^ {2}ctrl\+d ctrl\+e ctrl\+g {5}this pane alone, or all again$/),
    '  ctrl+k ctrl+l',
  ]);
});
