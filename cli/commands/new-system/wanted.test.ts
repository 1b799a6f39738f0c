import { expect, test } from 'vitest';
import { commandOf, partitionsOf, portOf } from './wanted.ts';

test.each([
  ['node orders.js', ['node', 'orders.js']],
  ['node "my orders.js"', ['node', 'my orders.js']],
  ['sh -c \'echo "a b"\'', ['sh', '-c', 'echo "a b"']],
  ['node --title="my app" main.js', ['node', '--title=my app', 'main.js']],
  [`node a"b c"'d "e'f`, ['node', 'ab cd "ef']],
  ['node ""', ['node', '']],
  [String.raw`C:\node.exe main.js`, [String.raw`C:\node.exe`, 'main.js']],
])('%j is the words that a shell makes of it', (text, words) => {
  expect(commandOf(text)).toEqual(words);
});

test.each(['node "my orders.js', "node don't.js"])('%j has a quote that nothing closes', (text) => {
  expect(() => commandOf(text)).toThrow('A quote in the command is not closed');
});

test.each(['0x50', '1e3', ' 80', '', '0', '65536'])('%j is no port, and no number of partitions', (text) => {
  expect(() => portOf(text, [])).toThrow('A port is a number');
  expect(() => partitionsOf(text)).toThrow('A topic has 1 to 64 partitions');
});
