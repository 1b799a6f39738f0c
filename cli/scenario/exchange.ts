import { randomBytes } from 'node:crypto';
import { stringifyJson } from '../../services/tram/index.ts';
import type { Asking } from './current-run.ts';
import type { HttpAnswer, HttpRequest } from './http.ts';
import { difference } from './contains.ts';
import { follow, parseJsonPath } from '../lib/json-path.ts';
import { type Capture, methods, type requestFields } from './schema-parts.ts';
import type { Step } from './step-schema.ts';
import { fill, fillText } from './variables.ts';
import { withLimit } from '../lib/with-limit.ts';

export interface Call {
  readonly method: HttpRequest['method'];
  /** `<service>/<path>`, variables allowed. */
  readonly target: string;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly json?: unknown;
}

export interface Prepared {
  /** The request's own id, and root of all that follows from it. */
  readonly id: string;
  readonly service: string;
  readonly path: string;
  readonly body: unknown;
  readonly request: HttpRequest;
}

/** The request that a step of a scenario or of a load file is. */
export function callOf(step: Pick<Step, keyof typeof requestFields>): Call {
  const method = methods.find((name) => step[name] !== undefined) ?? 'get';
  const { headers, json } = step;
  return { method: upper[method], target: step[method] ?? '', headers, json };
}

const upper = { get: 'GET', post: 'POST', put: 'PUT', delete: 'DELETE' } as const;

/** Fills in the variables and gives the request ids of its own. */
export function prepare(run: Asking, call: Call): Prepared {
  const id = run.ports.newId();
  const target = fillText(call.target, run.variables);
  const service = target.slice(0, target.indexOf('/'));
  const path = target.slice(service.length);
  const body = fill(call.json, run.variables);
  const json = body === undefined ? {} : { body: stringifyJson(body) };
  const headers = {
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    'x-request-id': id,
    'correlation-id': id,
    traceparent: `00-${randomBytes(16).toString('hex')}-${randomBytes(8).toString('hex')}-01`,
    ...fill(call.headers ?? {}, run.variables),
  };
  const url = `${run.ports.services[service] ?? ''}${path}`;
  return { id, service, path, body, request: { method: call.method, url, headers, ...json } };
}

/** Sends it with a limit in milliseconds. @throws as `Http` does */
export function send(run: Asking, { request }: Prepared, withinMs: number): Promise<HttpAnswer> {
  return withLimit(run.deadline, withinMs, (limit) => run.ports.http(request, limit));
}

/** Why the answer is not the one expected, or undefined. */
export function unexpected(
  answer: HttpAnswer,
  expected: { readonly status?: number | 'none' | undefined; readonly json?: unknown },
  run: Asking,
): string | undefined {
  const { status } = answer;
  const right = expected.status === undefined ? status >= 200 && status < 300 : status === expected.status;
  if (!right) return `expected status ${expected.status ?? '2xx'}, got ${status}`;
  if (expected.json === undefined) return undefined;
  return difference(fill(expected.json, run.variables), answer.body);
}

/** Sets the variables; the text says which path led nowhere. */
export function takeCaptures(run: Asking, capture: Capture | undefined, body: unknown): string | undefined {
  for (const [name, path] of Object.entries(capture ?? {})) {
    const value = follow(body, parseJsonPath(path) ?? []);
    if (value === undefined) return `cannot capture ${name}: there is no ${path} in the answer`;
    run.variables.set(name, value);
  }
  return undefined;
}
