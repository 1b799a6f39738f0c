import { expect, test } from 'vitest';
import { defaultKeymap } from '../keys/keymap.ts';
import { helpLines } from './help-lines.ts';

test('nine keys that choose nine panes are one line of the help', () => {
  const lines = helpLines(defaultKeymap, 'browse');
  expect(lines.filter((line) => line.includes('pane'))).toEqual([
    expect.stringMatching(/^ {2}tab right +next pane$/),
    expect.stringMatching(/^ {2}shift\+tab left +previous pane$/),
    expect.stringMatching(/^ {2}1-9 +the pane of that number$/),
    expect.stringContaining('this pane alone'),
    expect.stringContaining('search this pane'),
  ]);
});
