import { expect, test } from 'vitest';
import { chainOf } from '../../model/chain.ts';
import { Checkout } from '../../model/testing/checkout.ts';
import { World } from '../../model/testing/world.ts';
import { checkout } from '../../test/harness/checkout-system.ts';
import { paintWith } from '../text/paint.ts';
import { chainText } from './chain.ts';

test('a saga with a long id leaves its commits in their column', () => {
  const id = '000001a2201abc6c-0893e3c9e7d10000';
  const world = new World(checkout);
  const { request } = new Checkout(world, id).begin();
  const lines = chainText(chainOf(world.model(), [request.correlation]), 100, paintWith(false));
  const row = lines.find((line) => line.includes('insert saga_instance'));
  const saga = lines.find((line) => line.includes('claim-reservations'));
  expect(row).toContain('insert saga_instance 1a2201abc6c…0000 ');
  expect(saga).toContain('checkout 1a2201abc6c…0000: claim-reservations ');
  expect(row?.indexOf('xid ')).toBeGreaterThan(0);
  expect(saga?.indexOf('xid ')).toBe(row?.indexOf('xid '));
});
