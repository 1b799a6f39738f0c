import xterm from '@xterm/headless';
import { expect, test } from 'vitest';
import { pictureChanges } from './picture-changes.ts';

/** A terminal of ten columns and three rows, wrapping off as the screen has it. */
function aTerminal() {
  const terminal = new xterm.Terminal({ cols: 10, rows: 3, allowProposedApi: true });
  const write = (text: string) => new Promise<void>((resolve) => terminal.write(text, resolve));
  const shown = () =>
    Array.from({ length: 3 }, (_, row) => terminal.buffer.active.getLine(row)?.translateToString(true));
  return { write: async (text: string) => write(`\u001B[?7l${text}`), shown };
}

test('the first picture covers whatever was there', async () => {
  const { write, shown } = aTerminal();
  await write('old\r\nolder\r\noldest');
  await write(pictureChanges(undefined, ['a', 'b']));
  expect(shown()).toEqual(['a', 'b', '']);
});

test('of the next one only the lines that changed are written, the last column and all', async () => {
  const { write, shown } = aTerminal();
  const before = ['header', '0123456789', 'footer'];
  const after = ['header', 'abcdefghij', 'footer'];
  await write(pictureChanges(undefined, before));
  const changes = pictureChanges(before, after);
  await write(changes);
  expect(shown()).toEqual(after);
  expect(changes).not.toMatch(/header|footer/);
});

test('a picture that is the same writes nothing', () => {
  expect(pictureChanges(['a', 'b'], ['a', 'b'])).toBe('');
});

test('what a longer picture left behind goes', async () => {
  const { write, shown } = aTerminal();
  await write(pictureChanges(undefined, ['a', 'b', 'c']));
  await write(pictureChanges(['a', 'b', 'c'], ['a']));
  expect(shown()).toEqual(['a', '', '']);
});

test('a line that the terminal finds wider than we do does not run into the next', async () => {
  const { write, shown } = aTerminal();
  await write(pictureChanges(undefined, ['first', '0123456789ab', 'last']));
  expect(shown()[0]).toBe('first');
  expect(shown()[2]).toBe('last');
});

test('is shown at once: between the marks of synchronized output', () => {
  expect(pictureChanges(['a'], ['b'])).toBe('\u001B[?2026h\u001B[1;1H\u001B[Kb\u001B[?2026l');
});
