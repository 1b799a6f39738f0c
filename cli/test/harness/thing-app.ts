import { pino } from 'pino';
import * as z from 'zod';
import { createApp } from '../../../services/runtime/http/app.ts';
import { Health } from '../../../services/runtime/http/health.ts';
import { paging } from '../../../services/runtime/http/paging.ts';
import { Problem } from '../../../services/runtime/http/problem.ts';
import { route } from '../../../services/runtime/http/route.ts';
import { entityId, entityIdInPath } from '../../../services/runtime/values/entity-id.ts';
import { moneySchema } from '../../../services/runtime/values/money.ts';
import { requiredText } from '../../../services/runtime/values/text.ts';
import { currentCause, type Line } from '../../../services/tram/index.ts';

/** An app with a route of each kind, and the lines it wrote. */
export function thingApp(
  health = new Health(
    () => Promise.resolve(),
    () => false,
  ),
) {
  const lines: Line[] = [];
  const routes = [
    route({
      method: 'GET',
      path: '/things/count',
      summary: 'Count',
      response: z.number(),
      handle: () => Promise.resolve(3),
    }),
    route({
      method: 'GET',
      path: '/things/{id}',
      summary: 'Read',
      params: z.object({ id: entityIdInPath }),
      response: z.object({ id: entityId }),
      problems: { 404: 'No such thing' },
      handle: async ({ params }) => {
        if (params.id === 404n) throw new Problem(404, 'There is no thing 404');
        if (params.id === 500n) throw new Error('secret');
        return params;
      },
    }),
    route({
      method: 'GET',
      path: '/things',
      summary: 'List',
      query: paging,
      response: paging,
      handle: ({ query }) => Promise.resolve(query as never),
    }),
    route({
      method: 'POST',
      path: '/things',
      summary: 'Create',
      body: z.object({ owner: entityId, name: requiredText(9), price: moneySchema }),
      response: z.unknown(),
      handle: ({ body }) => Promise.resolve({ ...body, cause: currentCause() }),
    }),
  ];
  const log = pino({ enabled: false });
  const app = createApp({
    service: 'thing-service',
    routes,
    health,
    lines: { write: (l) => lines.push(l), close() {} },
    log,
  });
  const post = (body: string, headers: Record<string, string> = {}) =>
    app.request('/things', {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', ...headers },
    });
  return { app, post, lines, health };
}

/** A body that fits, with numbers that no double holds. */
export const goodThing = '{"owner":9223372036854775807,"name":"x","price":{"amount":12345678901234567.89}}';
