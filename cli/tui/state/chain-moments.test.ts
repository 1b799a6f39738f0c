import { expect, test } from 'vitest';
import { chainOf } from '../../model/chain.ts';
import { play } from '../../model/testing/play.ts';
import { customersAndOrders as system } from '../../test/harness/customers-and-orders.ts';
import { momentsOfChain } from './chain-moments.ts';

test('the moments of a chain are those at which it was seen to go on, and none of another’s', () => {
  const { world, story } = play(system);
  const { id } = story.createCustomer(50);
  const customers = world.told.length;
  const first = story.placeOrder(id, 10);
  const second = story.placeOrder(id, 20);
  const moments = world.told.map(({ observation }) => ({ kind: 'observation', observation }) as const);
  const [a, b] = [first, second].map(({ request }) =>
    momentsOfChain(moments, chainOf(world.model(), [request.id])),
  );
  const half = customers + (world.told.length - customers) / 2;
  expect(a).toEqual(Array.from({ length: half - customers }, (_, index) => customers + 1 + index));
  expect(b).toEqual(Array.from({ length: half - customers }, (_, index) => half + 1 + index));
});
