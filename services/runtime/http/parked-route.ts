import * as z from 'zod';
import type { Consumer } from '../../tram/index.ts';
import { Problem } from './problem.ts';
import { route, type Route } from './route.ts';

const body = z.object({ consumer: z.string(), topic: z.string(), key: z.string() });

const response = z.object({
  redriven: z.int(),
  failed: z.object({ offset: z.string(), messageId: z.string().nullable(), error: z.string() }).optional(),
});

/** Has the parked records of a key handled again (docs/adr/0013-redrive.md). */
export function parkedRoute(consumers: ReadonlyMap<string, Consumer>): Route {
  return route({
    method: 'POST',
    path: '/actuator/parked/redrive',
    summary: 'Handle the parked records of a key again, in order',
    body,
    response,
    problems: { 404: 'The service has no such consumer' },
    async handle({ body: { consumer: name, topic, key } }) {
      const consumer = consumers.get(name);
      if (consumer) return consumer.redrive({ topic, key });
      const known = [...consumers.keys()].join(', ');
      throw new Problem(404, `There is no consumer ${name} here, only ${known || 'none yet'}`);
    },
  });
}
