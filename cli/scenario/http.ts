import { parseJson } from '../../services/tram/index.ts';
import { Agent, request } from 'undici';
import { toError } from '../lib/errors.ts';

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON text. */
  readonly body?: string;
}

export interface HttpAnswer {
  readonly status: number;
  /** Parsed without loss when it is JSON, else the text; undefined when there is none. */
  readonly body: unknown;
}

/** @throws UnreachableError when no connection came about; any other error when the service took it and gave no answer. */
export type Http = (request: HttpRequest, signal: AbortSignal) => Promise<HttpAnswer>;

/** Nobody listens at the address: that says nothing about the system under study, so it makes no verdict `fail`. */
export class UnreachableError extends Error {
  constructor(url: string, cause: Error) {
    super(`${new URL(url).origin} cannot be reached: ${cause.message || codeOf(cause)}`, { cause });
    this.name = 'UnreachableError';
  }
}

const unreachable = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

export interface HttpClient {
  readonly http: Http;
  close(): Promise<void>;
}

/** Limits come with each call's signal; connections are kept open between calls. */
export function httpClient(): HttpClient {
  const dispatcher = new Agent({ connectTimeout: 5_000, headersTimeout: 0, bodyTimeout: 0 });
  return {
    async http({ method, url, headers, body }, signal) {
      try {
        const sent = body === undefined ? {} : { body };
        const answer = await request(url, { method, headers, signal, dispatcher, ...sent });
        return { status: answer.statusCode, body: parseBody(await answer.body.text()) };
      } catch (thrown) {
        const error = toError(thrown);
        throw unreachable.has(codeOf(error)) ? new UnreachableError(url, error) : error;
      }
    },
    close: () => dispatcher.destroy(),
  };
}

function parseBody(text: string): unknown {
  if (text === '') return undefined;
  try {
    return parseJson(text);
  } catch {
    return text;
  }
}

function codeOf(error: Error): string {
  return 'code' in error ? String(error.code) : '';
}
