import type { Reader } from './reader.ts';
import type { Writer } from './writer.ts';

/** One type of the protocol: how it is read and written in a version of its message. */
export interface Codec<T> {
  /** The type as data: what tests draw random values from. */
  readonly shape: Shape;
  /** Throws MalformedError when the bytes are not of this type. */
  read(from: Reader, version: number): T;
  write(to: Writer, value: T, version: number): void;
}

export type ValueOf<C> = C extends Codec<infer T> ? T : never;

export type Shape =
  | { readonly kind: 'boolean' | 'int64' | 'varint' | 'string' | 'bytes' | 'records' }
  | { readonly kind: 'int'; readonly bits: 8 | 16 | 32 }
  | { readonly kind: 'nullable' | 'array'; readonly of: Shape }
  | { readonly kind: 'struct'; readonly fields: Readonly<Record<string, Shape>> }
  | {
      readonly kind: 'versioned';
      readonly since: number;
      readonly until: number;
      readonly of: Shape;
      readonly otherwise: unknown;
    };
