import { expect, test } from 'vitest';
import { parseStat } from './stat.ts';

test('reads parent and CPU time, children included, whatever the process is called', () => {
  const stat = '4711 (a (b) c) S 42 4711 4711 0 -1 4194560 100 0 0 0 7 5 3 2 20 0 1 0 100 0 0';
  expect(parseStat(stat)).toEqual({ pid: 4711, parent: 42, cpuMs: 170 });
});
