import * as z from 'zod';
import { route, type Route } from '../../runtime/http/route.ts';
import type { Settings } from './behaviour.ts';
import type { Institute } from './institute.ts';

/** Longer than anyone waits. */
const maxTimeoutMs = 600_000;
const timeout = z.int().min(0, 'must be 0 or more milliseconds').max(maxTimeoutMs);
const rate = z.number().min(0, 'must be a rate from 0 to 1').max(1, 'must be a rate from 0 to 1');

/** T2's, a bare number each: read it, or set it and read what it is now. What is out of range changes nothing. */
export function settingRoutes(institute: Institute): Route[] {
  return [
    ...settingRoute(institute, '/timeout', 'How long a late answer takes, in ms', 'timeoutMs', timeout),
    ...settingRoute(institute, '/failurerate', 'How often a payment fails', 'failureRate', rate),
    ...settingRoute(institute, '/timeoutrate', 'How often an answer is late', 'timeoutRate', rate),
  ];
}

function settingRoute(
  institute: Institute,
  path: string,
  summary: string,
  name: keyof Settings,
  body: z.ZodType<number>,
): Route[] {
  return [
    route({ method: 'GET', path, summary, response: body, handle: async () => institute.settings[name] }),
    route({
      method: 'POST',
      path,
      summary: `Set it: ${summary}`,
      body,
      response: z.number(),
      handle: async ({ body: value }) => {
        institute.settings = { ...institute.settings, [name]: value };
        return value;
      },
    }),
  ];
}
