import type * as z from 'zod';
import type { Answer } from './answer.ts';

/**
 * One route as data: what it takes, what it answers, and the handler. Routing, validation and /openapi.json all come
 * from here. `path` is an OpenAPI template (`/orders/{orderId}`); the first route that fits wins.
 */
export interface Route<
  P extends z.ZodType = z.ZodType,
  Q extends z.ZodType = z.ZodType,
  B extends z.ZodType = z.ZodType,
  R extends z.ZodType = z.ZodType,
  H extends z.ZodType = z.ZodType,
> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly summary: string;
  readonly params?: P;
  readonly query?: Q;
  /** Of the request, by their names in lower case. */
  readonly headers?: H;
  readonly body?: B;
  readonly response: R;
  /** How the response goes out; without it 200 and JSON. */
  readonly success?: {
    readonly status: 200 | 201 | 202 | 204;
    readonly type: 'application/json' | 'text/plain';
  };
  /** What else it answers, by an `Answer`: what each means. */
  readonly answers?: Readonly<Partial<Record<200 | 201 | 204 | 402 | 409 | 500, string>>>;
  /** Problems that this route answers with besides those of bad input: what each means. */
  readonly problems?: Readonly<Partial<Record<404 | 409 | 412 | 503, string>>>;
  handle(input: Input<P, Q, B, H>): Promise<z.input<R> | Answer<z.input<R>>>;
}

export const plainSuccess = { status: 200, type: 'application/json' } as const;

interface Input<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, H extends z.ZodType> {
  readonly params: z.output<P>;
  readonly query: z.output<Q>;
  readonly headers: z.output<H>;
  readonly body: z.output<B>;
}

/** Ties a handler's types to its schemas. */
export function route<
  P extends z.ZodType,
  Q extends z.ZodType,
  B extends z.ZodType,
  R extends z.ZodType,
  H extends z.ZodType,
>(definition: Route<P, Q, B, R, H>): Route {
  return definition;
}
