import type pg from 'pg';
import * as z from 'zod';
import { Problem } from '../../../runtime/http/problem.ts';
import { route, type Route } from '../../../runtime/http/route.ts';
import { requiredText } from '../../../runtime/values/text.ts';
import { expireReservations, releaseOfSession, reserveForSession } from '../reserving.ts';
import { findReservedUnits } from '../storage/reservations.ts';
import { noSuchProduct, productId, reservedView, toReservedView, units } from './product-view.ts';

const sessionId = requiredText(200);

export function reservationRoutes(pool: pg.Pool): Route[] {
  return [
    route({
      method: 'POST',
      path: '/inventory/reservation',
      summary: 'Reserve units for a session; answers with how many are still available',
      body: z.object({ productId, sessionId, units }),
      response: reservedView,
      problems: { 404: 'No such product', 409: 'So many are not available; `available` says how many are' },
      async handle({ body }) {
        const outcome = await reserveForSession(pool, body);
        if (outcome.result === 'unknown') throw noSuchProduct(body.productId);
        const { result, product } = outcome;
        if (result === 'reserved') return toReservedView(product);
        const { name, available } = product;
        throw new Problem(409, `${available} units of ${name} are available, not ${body.units}`, {
          members: { productId: product.id, available },
        });
      },
    }),
    route({
      method: 'GET',
      path: '/inventory/reservation/{sessionId}/{productId}',
      summary:
        'How many units of a product a session has reserved, for who does not know what became of a request',
      params: z.object({ sessionId, productId }),
      response: z.object({ units: z.int() }),
      handle: async ({ params }) => ({
        units: await findReservedUnits(pool, params.productId, params.sessionId),
      }),
    }),
    release(pool, 'DELETE', '/inventory/reservation'),
    // For clients that send no body with a DELETE.
    release(pool, 'POST', '/inventory/release'),
    route({
      method: 'POST',
      path: '/inventory/expire',
      summary: 'Give back now what sessions reserved so many seconds ago, or longer',
      body: z.object({ olderThanS: z.number().min(0).max(1e9) }),
      response: z.object({ expired: z.int() }),
      handle: async ({ body }) => ({ expired: await expireReservations(pool, body.olderThanS) }),
    }),
  ];
}

function release(pool: pg.Pool, method: 'DELETE' | 'POST', path: string): Route {
  return route({
    method,
    path,
    summary: 'Give back units that a session has reserved, without `units` all of them',
    body: z.object({ productId, sessionId, units: units.optional() }),
    response: reservedView,
    problems: { 404: 'No such product' },
    handle: async ({ body }) => {
      const product = await releaseOfSession(pool, body.productId, body.sessionId, body.units);
      if (!product) throw noSuchProduct(body.productId);
      return toReservedView(product);
    },
  });
}
