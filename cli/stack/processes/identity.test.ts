import { expect, test } from 'vitest';
import { parseStat } from './identity.ts';

// proc_pid_stat(5): pid (comm) state, then 18 fields, then starttime.
const stat = (name: string, state: string): string =>
  `42 (${name}) ${state} ${Array.from({ length: 18 }, (_, index) => index).join(' ')} 987654 1 2 3`;

test.each(['node', 'a b', 'odd) R 1 (name'])('the beginning of a process named "%s"', (name) => {
  expect(parseStat(stat(name, 'S'))).toBe('987654');
});

test('a zombie does not run', () => {
  expect(parseStat(stat('node', 'Z'))).toBeUndefined();
});
