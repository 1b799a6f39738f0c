import { expect, test } from 'vitest';
import type { Hop } from '../../model/hop.ts';
import { hopSign, isLate, isOnItsWay } from './on-its-way.ts';

const missing = (waitedMs: number): Hop => ({
  id: 'missing:relay:1',
  cause: null,
  correlation: '1',
  kind: 'missing',
  type: 'relay',
  service: 'relay',
  label: 'OrderCreated not relayed',
  ref: {},
  injected: false,
  atMs: null,
  clock: 'seen',
  sinceRootMs: null,
  sinceCauseMs: null,
  waitedMs,
});

test('what is expected is on its way at first, and missing when it is late', () => {
  expect([isOnItsWay(missing(12)), isLate(missing(12)), hopSign(missing(12))]).toEqual([true, false, '◷']);
  expect([isOnItsWay(missing(3_200)), isLate(missing(3_200)), hopSign(missing(3_200))]).toEqual([
    false,
    true,
    '✗',
  ]);
});

test('what is there is neither', () => {
  const { waitedMs: _waited, ...there } = missing(0);
  const handled: Hop = { ...there, kind: 'handled' };
  expect([isOnItsWay(handled), isLate(handled), hopSign(handled)]).toEqual([false, false, '●']);
});
