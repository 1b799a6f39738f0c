import * as z from 'zod';
import { route, type Route } from '../../../runtime/http/route.ts';
import type { Stocking } from '../stocking.ts';

const response = z.object({ products: z.int() });

/** T2 has them by GET, and its load plans ask so; they change something all the same. */
export function stockingRoutes(stocking: Stocking): Route[] {
  return (['GET', 'POST'] as const).flatMap((method) => [
    route({
      method,
      path: '/generate',
      summary: 'Add products until there are as many as there are to be',
      response,
      handle: async () => ({ products: await stocking.generate() }),
    }),
    route({
      method,
      path: '/restock',
      summary: 'Fill the shelves again',
      response,
      handle: async () => ({ products: await stocking.restock() }),
    }),
  ]);
}
