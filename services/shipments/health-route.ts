import * as z from 'zod';
import type { Health } from '../runtime/http/health.ts';
import { route, type Route } from '../runtime/http/route.ts';

/** The same as /actuator/health, by the name and in the form of the outbox example that this one follows. */
export function healthRoute(health: Health): Route {
  return route({
    method: 'GET',
    path: '/health',
    summary: 'Whether the service is ready',
    response: z.object({ health: z.literal(true) }),
    handle: async () => {
      await health.report();
      return { health: true as const };
    },
  });
}
