import { expect, test } from 'vitest';
import { customersAndOrders as system } from '../test/harness/customers-and-orders.ts';
import { chainOf } from './chain.ts';
import { criticalPath, shareOf } from './critical-path.ts';
import { playOrder } from './testing/play.ts';

function chainOfOrder(mishaps = {}) {
  const { world, order } = playOrder(system, 40, mishaps);
  return chainOf(world.model(), [order.request.id]);
}

function labelsOf(chain: ReturnType<typeof chainOfOrder>): string[] {
  const { hops } = criticalPath(chain);
  return hops.map((id) => chain.find((hop) => hop.id === id)?.label ?? '');
}

test('an approved order took as long as its way over the customer to the history', () => {
  const chain = chainOfOrder();
  const labels = labelsOf(chain);
  expect(labels[0]).toBe('POST /orders -> 200');
  expect(labels).toContain('customer-service-orders handled OrderCreated');
  expect(labels.at(-1)).toMatch(/OrderApproved/);
  expect(criticalPath(chain).totalMs).toBe(Math.max(...chain.map(({ sinceRootMs }) => sinceRootMs ?? 0)));
});

test('what is missing has not ended: the path leads there, and how long it takes is not known', () => {
  const chain = chainOfOrder({ unrelayed: ['CustomerCreditReserved'] });
  expect(labelsOf(chain).at(-1)).toMatch(/^CustomerCreditReserved not relayed for/);
  expect(criticalPath(chain).totalMs).toBeNull();
});

test('the shares of the path make up the whole of it', () => {
  const chain = chainOfOrder();
  const path = criticalPath(chain);
  const shares = chain.filter(({ id }) => path.hops.includes(id)).map((hop) => shareOf(hop, path));
  expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1);
});

test('without a chain there is no path; a cause that leads back to itself ends it', () => {
  expect(criticalPath([])).toEqual({ hops: [], totalMs: null });
  const [hop] = chainOfOrder();
  expect(criticalPath([{ ...hop!, cause: hop!.id }]).hops).toEqual([hop!.id]);
});
