import type { System } from '../../systems/system.ts';
import { CustomersAndOrders, type Mishaps } from './customers-and-orders.ts';
import { World } from './world.ts';

/** An empty world and the system that plays in it. */
export function play(system: System, mishaps: Mishaps = {}) {
  const world = new World(system);
  return { world, story: new CustomersAndOrders(world, mishaps) };
}

/** A customer with a limit of 50 and one order, with the correlations of both requests. */
export function playOrder(system: System, total = 40, mishaps: Mishaps = {}) {
  const { world, story } = play(system, mishaps);
  const customer = story.createCustomer(50);
  const order = story.placeOrder(customer.id, total);
  const correlations = [customer.request.id, order.request.id];
  return { world, story, customer, order, correlations };
}
