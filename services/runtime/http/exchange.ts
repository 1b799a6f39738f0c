import type { MiddlewareHandler } from 'hono';
import { header, type LineWriter, newMessageId, nowMs, runCausedBy } from '../../tram/index.ts';

/** Ids end up in headers and logs: short, visible, no blanks. */
const acceptableId = /^[\x21-\x7e]{1,128}$/;

/** Asked by supervisors again and again: no part of any story. */
const unobserved = new Set(['/actuator/health', '/health', '/openapi.json']);

/**
 * Gives every request its ids (`x-request-id`, else a new one; `correlation-id`, else the same), says them in the
 * response, makes them the cause of all that the handler sends, and writes one line about the exchange. What another
 * service asks for in handling a request names that request (`causation-id`).
 */
export function exchange(service: string, lines: LineWriter): MiddlewareHandler {
  return async (context, next) => {
    const at = nowMs();
    const id = acceptable(context.req.header('x-request-id')) ?? newMessageId();
    const correlation = acceptable(context.req.header('correlation-id')) ?? id;
    const callers = acceptable(context.req.header(header.causationId));
    const traceparent = context.req.header('traceparent');

    const cause = { correlationId: correlation, causationId: id, ...(traceparent && { traceparent }) };
    await runCausedBy(cause, next);

    // On the response itself: context.header() would make another one, which streams the body of the first.
    const { headers } = context.res;
    headers.set('x-request-id', id);
    headers.set('correlation-id', correlation);
    const { method, path } = context.req;
    if (unobserved.has(path)) return;
    const ms = Math.round((nowMs() - at) * 1000) / 1000;
    lines.write({
      event: 'http',
      at,
      service,
      id,
      correlation,
      ...(callers !== undefined && { cause: callers }),
      method,
      path,
      status: context.res.status,
      ms,
    });
  };
}

function acceptable(id: string | undefined): string | undefined {
  return id !== undefined && acceptableId.test(id) ? id : undefined;
}
