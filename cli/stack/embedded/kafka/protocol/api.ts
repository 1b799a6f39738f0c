import type { Codec } from '../wire/codec.ts';

/** One request of the protocol: its key, the versions that are announced, and both schemas. */
export interface Api<Request, Response> {
  readonly key: number;
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly request: Codec<Request>;
  readonly response: Codec<Response>;
}

/** Infers the types of an Api from its schemas. */
export function api<Request, Response>(definition: Api<Request, Response>): Api<Request, Response> {
  return definition;
}

export type RequestOf<A> = A extends Api<infer Request, infer _> ? Request : never;
export type ResponseOf<A> = A extends Api<infer _, infer Response> ? Response : never;
