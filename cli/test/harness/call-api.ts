import { pino } from 'pino';
import { createApp } from '../../../services/runtime/http/app.ts';
import { Health } from '../../../services/runtime/http/health.ts';
import type { Route } from '../../../services/runtime/http/route.ts';
import { parseJson, stringifyJson } from '../../../services/tram/index.ts';

export type CallApi = (
  method: string,
  path: string,
  body?: unknown,
) => Promise<{ status: number; json: unknown }>;

/** Calls routes without a server; numbers stay exact. */
export function callApi(routes: readonly Route[]): CallApi {
  const app = createApp({
    service: 'test',
    routes,
    health: new Health(
      () => Promise.resolve(),
      () => false,
    ),
    lines: { write() {}, close() {} },
    log: pino({ enabled: false }),
  });
  return async (method, path, body) => {
    const sent =
      body === undefined
        ? {}
        : { body: stringifyJson(body), headers: { 'content-type': 'application/json' } };
    const response = await app.request(path, { method, ...sent });
    return { status: response.status, json: parseJson(await response.text()) };
  };
}
