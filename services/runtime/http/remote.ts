import type { IncomingHttpHeaders } from 'node:http';
import {
  currentCause,
  header,
  isTimeout,
  newMessageId,
  parseJson,
  stringifyJson,
  withLimit,
} from '../../tram/index.ts';
import { sendRequest } from './send-request.ts';

/** So long a call may take, answer and all, where its caller does not say. */
const usualLimitMs = 2_000;

export interface RemoteRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Begins with a slash; parts that come from outside are encoded. */
  readonly path: string;
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Ends the wait before its time. */
  readonly signal?: AbortSignal;
}

export interface RemoteAnswer {
  readonly status: number;
  /** By their names in lower case. */
  readonly headers: IncomingHttpHeaders;
  /** JSON without loss; text where it is none; undefined where there is nothing. */
  readonly body: unknown;
}

/** Another service, by HTTP. Rejects with NoAnswerError; any status is an answer. */
export type Remote = (request: RemoteRequest) => Promise<RemoteAnswer>;

/** It could not be reached, or was silent for too long: of a request that changes something nobody knows what became. */
export class NoAnswerError extends Error {
  readonly service: string;

  constructor(service: string, why: string, cause?: unknown) {
    super(`${service} does not answer: ${why}`, { cause });
    this.name = 'NoAnswerError';
    this.service = service;
  }
}

/**
 * Calls are caused by what is being handled. A GET whose connection fails is tried a second time: it changes nothing, and a
 * service that was started again has closed the connections that were kept open.
 */
export function remote(service: string, baseUrl: string, limitMs = usualLimitMs, send = sendRequest): Remote {
  const askWithin = async (
    { method, path, body, headers }: RemoteRequest,
    signal: AbortSignal,
  ): Promise<RemoteAnswer> => {
    const answer = await send(new URL(baseUrl + path), {
      method,
      headers: {
        ...causeHeaders(),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      body: body === undefined ? undefined : stringifyJson(body),
      signal,
    });
    return { status: answer.status, headers: answer.headers, body: parsed(answer.text) };
  };
  const askTwice = async (request: RemoteRequest, signal: AbortSignal): Promise<RemoteAnswer> => {
    try {
      return await askWithin(request, signal);
    } catch (error) {
      if (request.method === 'GET' && !signal.aborted) return askWithin(request, signal);
      throw error;
    }
  };
  return (request) =>
    withLimit(request.signal, limitMs, (limit) => askTwice(request, limit)).catch((error: unknown) => {
      throw new NoAnswerError(service, reason(error, limitMs), error);
    });
}

function causeHeaders(): Record<string, string> {
  const cause = currentCause();
  const id = newMessageId();
  return {
    'x-request-id': id,
    [header.correlationId]: cause?.correlationId ?? id,
    ...(cause && { [header.causationId]: cause.causationId }),
    ...(cause?.traceparent !== undefined && { [header.traceparent]: cause.traceparent }),
  };
}

function parsed(text: string): unknown {
  if (text === '') return undefined;
  try {
    return parseJson(text);
  } catch {
    return text;
  }
}

function reason(error: unknown, limitMs: number): string {
  if (!(error instanceof Error)) return String(error);
  if (isTimeout(error)) return `no answer within ${limitMs} ms`;
  // That of several addresses has no words of its own.
  return error.message || String((error as { code?: unknown }).code);
}
