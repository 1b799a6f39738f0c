import type pg from 'pg';
import type { Route } from '../../runtime/http/route.ts';
import { productRoutes } from './http/product-routes.ts';
import { reservationRoutes } from './http/reservation-routes.ts';
import { stockingRoutes } from './http/stocking-routes.ts';
import type { Stocking } from './stocking.ts';

/** `/inventory/reservation` before `/inventory/{id}`. */
export function routes(pool: pg.Pool, stocked: Stocking): Route[] {
  return [...reservationRoutes(pool), ...productRoutes(pool), ...stockingRoutes(stocked)];
}
