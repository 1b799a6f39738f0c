import { expect, test } from 'vitest';
import type { Hop } from '../model/hop.ts';
import { chainOf } from '../model/chain.ts';
import { playOrder } from '../model/testing/play.ts';
import { customersAndOrders as system } from '../test/harness/customers-and-orders.ts';
import { criticalPath } from './critical-path.ts';

const { world, correlations } = playOrder(system);
const chain = chainOf(world.model(), correlations);

test('is the way from each root to what came last', () => {
  const path = criticalPath(chain);
  const longest = Math.max(...chain.map(({ sinceRootMs }) => sinceRootMs ?? 0));
  const on = chain.filter(({ id }) => path.has(id)).map(({ label }) => label);
  expect(on.filter((label) => label.startsWith('POST'))).toHaveLength(2);
  expect(chain.some(({ id, sinceRootMs }) => path.has(id) && sinceRootMs === longest)).toBe(true);
  expect(on).not.toContain('create-order 17: PENDING');
  for (const { id, cause } of chain) if (path.has(id) && cause !== null) expect(path.has(cause)).toBe(true);
});

test('a chain whose causes lead back to themselves has an end', () => {
  const [first, second] = chain;
  const ring: Hop[] = [
    { ...first!, cause: second!.id },
    { ...second!, cause: first!.id },
  ];
  expect(criticalPath(ring).size).toBe(2);
});

test('a chain of many thousand hops is no trouble', () => {
  const long = Array.from({ length: 50_000 }, (_, index): Hop => {
    const cause = index === 0 ? null : String(index - 1);
    return { ...chain[0]!, id: String(index), cause, sinceRootMs: index };
  });
  expect(criticalPath(long).size).toBe(50_000);
});
