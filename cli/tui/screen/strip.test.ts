import { expect, test } from 'vitest';
import { chainOf } from '../../model/chain.ts';
import type { Hop } from '../../model/hop.ts';
import { playOrder } from '../../model/testing/play.ts';
import { customersAndOrders as system } from '../../test/harness/customers-and-orders.ts';
import { lookOf } from '../state/testing/look.ts';
import { User } from '../state/testing/user.ts';
import { viewOf } from '../state/rows.ts';
import { Canvas } from './canvas.ts';
import { drawStrip } from './strip.ts';

const { world, correlations } = playOrder(system);
const [request] = chainOf(world.model(), [correlations[1]!]);

/** The first line, of a chain of the request alone that took so long. */
function headOf(sinceRootMs: number | null): string {
  const hop: Hop = { ...request!, sinceRootMs };
  const look = lookOf(system, world.told);
  const view = {
    ...viewOf(new User(look).state, look),
    lit: { chain: [hop], hops: new Set([hop.id]), lineage: new Set<string>() },
    picked: null,
  };
  const canvas = new Canvas(60, 3);
  drawStrip(canvas, { x: 0, y: 0, width: 60, height: 3 }, view);
  return canvas
    .lines()[0]!
    .map(({ text }) => text)
    .join('')
    .trimEnd();
}

test.each([
  [12.34, 'chain : 1 hops, 12.3 ms'],
  [16_000, 'chain : 1 hops, 16.0 s'],
  [999.7, 'chain : 1 hops, 1.0 s'],
  [null, 'chain : 1 hops'],
])('a chain that took %s ms says so with its unit', (ms, head) => {
  expect(headOf(ms)).toBe(head);
});
