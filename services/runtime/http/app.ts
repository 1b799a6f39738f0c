import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { currentCause, type LineWriter, type Place, throughSeams } from '../../tram/index.ts';
import type { Log } from '../log.ts';
import { parseBody, readBody } from './body.ts';
import { exchange } from './exchange.ts';
import type { Health } from './health.ts';
import { openApi } from './openapi.ts';
import { Problem, problemResponse } from './problem.ts';
import { NoAnswerError } from './remote.ts';
import { toResponse } from './response.ts';
import { route, type Route } from './route.ts';
import { validate } from './validate.ts';

export interface AppOptions {
  readonly service: string;
  readonly routes: readonly Route[];
  readonly health: Health;
  readonly lines: LineWriter;
  readonly log: Log;
}

/** The service's HTTP side: its routes, /actuator/health and /openapi.json, and a problem document for all else. */
export function createApp({ service, routes, health, lines, log }: AppOptions): Hono {
  const app = new Hono();
  app.use(exchange(service, lines));
  app.onError((error, context) => problemResponse(toProblem(error, context, log), context.req.path));
  app.notFound((context) =>
    problemResponse(new Problem(404, `No such path: ${context.req.path}`), context.req.path),
  );

  const all = [...routes, ...ownRoutes(service, routes, health)];
  for (const each of all) app.on(each.method, honoPath(each.path), (context) => answer(each, context));
  for (const path of new Set(all.map((each) => each.path))) {
    const allow = allowedMethods(all.filter((each) => each.path === path));
    app.all(honoPath(path), ({ req }) => {
      throw new Problem(405, `${req.method} is not allowed here: use ${allow}`, { headers: { allow } });
    });
  }
  return app;
}

function ownRoutes(service: string, routes: readonly Route[], health: Health): Route[] {
  return [
    route({
      method: 'GET',
      path: '/actuator/health',
      summary: 'Whether the service is ready',
      response: z.object({ status: z.literal('UP') }),
      handle: () => health.report(),
    }),
    route({
      method: 'GET',
      path: '/openapi.json',
      summary: 'This description',
      response: z.record(z.string(), z.unknown()),
      handle: async () => openApi(service, routes),
    }),
  ];
}

async function answer(route: Route, { req }: Context): Promise<Response> {
  const { method, path, params, query, headers, body } = route;
  const bytes = method === 'GET' ? undefined : await readBody(req.raw);
  const input = {
    params: params && validate(params, req.param()),
    query: query && validate(query, req.query()),
    headers: headers && validate(headers, req.header()),
    body: body && bytes && validate(body, parseBody(bytes, req.header('content-type') ?? null)),
  };
  const result = await throughSeams(
    () => requestPlace(method, path),
    () => route.handle(input),
  );
  return toResponse(route, result);
}

/** A fault names the handling of a request by its method and its path as the route has it. */
function requestPlace(method: string, path: string): Place {
  const cause = currentCause();
  return {
    names: [`${method} ${path}`],
    subject: { correlation: cause?.correlationId ?? null, ...(cause && { request: cause.causationId }) },
  };
}

function toProblem(error: Error, { req }: Context, log: Log): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof NoAnswerError) {
    log.warn({ err: error, method: req.method, path: req.path }, 'Another service is silent');
    return new Problem(503, error.message);
  }
  log.error({ err: error, method: req.method, path: req.path }, 'Request failed');
  return new Problem(500, 'The service failed to answer; its log says why');
}

function honoPath(template: string): string {
  return template.replace(/\{(\w+)\}/g, ':$1');
}

function allowedMethods(routes: readonly Route[]): string {
  return routes.flatMap(({ method }) => (method === 'GET' ? ['GET', 'HEAD'] : [method])).join(', ');
}
