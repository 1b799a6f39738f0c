import { stringifyJson } from '../../tram/index.ts';
import { Answer } from './answer.ts';
import { plainSuccess, type Route } from './route.ts';

/** What goes out of what the handler of the route resolved with. */
export function toResponse({ success = plainSuccess }: Route, result: unknown): Response {
  const { status, options } =
    result instanceof Answer ? result : new Answer<unknown>(success.status, { body: result });
  const { body, headers } = options;
  if (body === undefined) return new Response(null, { status, headers: { ...headers } });
  const text = success.type === 'text/plain' ? String(body) : stringifyJson(body);
  return new Response(text, { status, headers: { 'content-type': success.type, ...headers } });
}
