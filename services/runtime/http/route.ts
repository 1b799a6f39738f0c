import type * as z from 'zod';

/**
 * One route as data: what it takes, what it answers, and the handler. Routing, validation and /openapi.json all come
 * from here. `path` is an OpenAPI template (`/orders/{orderId}`); the first route that fits wins.
 */
export interface Route<
  P extends z.ZodType = z.ZodType,
  Q extends z.ZodType = z.ZodType,
  B extends z.ZodType = z.ZodType,
  R extends z.ZodType = z.ZodType,
> {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly summary: string;
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  readonly response: R;
  /** How the response goes out; without it 200 and JSON. */
  readonly success?: { readonly status: 200 | 202; readonly type: 'application/json' | 'text/plain' };
  /** Problems that this route answers with besides those of bad input: what each means. */
  readonly problems?: Readonly<Partial<Record<404 | 409 | 503, string>>>;
  handle(input: Input<P, Q, B>): Promise<z.input<R>>;
}

export const plainSuccess = { status: 200, type: 'application/json' } as const;

interface Input<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> {
  readonly params: z.output<P>;
  readonly query: z.output<Q>;
  readonly body: z.output<B>;
}

/** Ties a handler's types to its schemas. */
export function route<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
  definition: Route<P, Q, B, R>,
): Route {
  return definition;
}
