import { setMaxListeners } from 'node:events';
import type { BenchContext } from '../bench.ts';
import { watchApprovals } from './approvals.ts';
import { type LoadResult, runLoad } from './load.ts';
import { openShop } from './shop.ts';

/** Orders of one customer take turns: with so many, clients seldom wait for each other. */
const fewestCustomers = 64;

/** A customer's document holds the customer's orders: with thousands of them it, and not the saga, would be measured. */
const ordersEach = 50;

export type Load = (clients: number, count: number) => Promise<LoadResult>;

/** Opens what a load needs, warms the lab up with it, and hands it to `work`. */
export async function withLoad<T>(
  { lab, size, signal }: BenchContext,
  work: (load: Load) => Promise<T>,
): Promise<T> {
  const most = Math.max(...size.clients);
  // Each saga under way listens to it, once for its request and once for its approval.
  setMaxListeners(2 * most + 10, signal);
  const shop = openShop(lab.services, most, signal);
  try {
    const approvals = await watchApprovals(lab.databases['order-db'] ?? '');
    try {
      const wanted = Math.ceil((size.warmUp + size.count) / ordersEach);
      const customers: string[] = [];
      while (customers.length < Math.max(fewestCustomers, wanted))
        customers.push(await shop.createCustomer());
      const load: Load = (clients, count) =>
        runLoad({ lab, shop, approvals, customers, clients, count, signal });
      await load(Math.min(most, 16), size.warmUp);
      return await work(load);
    } finally {
      await approvals.close();
    }
  } finally {
    await shop.close();
  }
}
