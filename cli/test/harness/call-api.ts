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

export type RequestApi = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Readonly<Record<string, string>>,
) => Promise<Response>;

/** Calls routes without a server; numbers stay exact. An answer without a body is undefined. */
export function callApi(routes: readonly Route[]): CallApi {
  const request = requestApi(routes);
  return async (method, path, body) => {
    const response = await request(method, path, body);
    const text = await response.text();
    return { status: response.status, json: text === '' ? undefined : parseJson(text) };
  };
}

/** The same, for whoever wants the answer as it is. */
export function requestApi(routes: readonly Route[]): RequestApi {
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
  return async (method, path, body, headers) => {
    const sent = body !== undefined && { body: stringifyJson(body) };
    const type = body !== undefined && { 'content-type': 'application/json' };
    return app.request(path, { method, ...sent, headers: { ...type, ...headers } });
  };
}
