import { stringifyJson } from '../../tram/index.ts';

export type ProblemStatus = 400 | 404 | 405 | 409 | 412 | 413 | 415 | 500 | 503;

/** One broken rule: `field` is a path such as `orderTotal.amount`; `value` is left out when nothing was given. */
export interface InvalidField {
  readonly field: string;
  readonly value?: unknown;
  readonly rule: string;
}

export interface ProblemOptions {
  readonly errors?: readonly InvalidField[];
  readonly headers?: Readonly<Record<string, string>>;
  /** Members of the document besides the usual ones, for callers that act on them. */
  readonly members?: Readonly<Record<string, unknown>>;
}

const titles: Record<ProblemStatus, string> = {
  400: 'Bad Request',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  412: 'Precondition Failed',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
};

/** Thrown by a route to answer with a problem document (RFC 9457) instead of its result. */
export class Problem extends Error {
  readonly status: ProblemStatus;
  readonly options: ProblemOptions;

  constructor(status: ProblemStatus, detail: string, options: ProblemOptions = {}) {
    super(detail);
    this.name = 'Problem';
    this.status = status;
    this.options = options;
  }
}

/** `type` is left out: `about:blank`, so that the title says what the status says. */
export function problemResponse({ status, message, options }: Problem, instance: string): Response {
  const { errors, members } = options;
  const document = { title: titles[status], status, detail: message, instance, errors, ...members };
  return new Response(stringifyJson(document), {
    status,
    headers: { 'content-type': 'application/problem+json', ...options.headers },
  });
}
