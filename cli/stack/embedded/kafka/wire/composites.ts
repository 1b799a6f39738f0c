import type { Codec, Shape, ValueOf } from './codec.ts';
import { MalformedError } from './malformed.ts';
import type { Reader } from './reader.ts';
import type { Writer } from './writer.ts';

/** More elements than any sane request has; keeps a hostile count from filling the memory. */
const maxElements = 100_000;

export function nullableArray<T>(of: Codec<T>): Codec<readonly T[] | null> {
  return {
    shape: { kind: 'nullable', of: { kind: 'array', of: of.shape } },
    read(from, version) {
      const count = from.int32();
      if (count === -1) return null;
      if (count < 0 || count > maxElements || count > from.remaining) {
        throw new MalformedError(`array of ${count} elements, ${from.remaining} bytes are left`);
      }
      const elements: T[] = [];
      for (let i = 0; i < count; i++) elements.push(of.read(from, version));
      return elements;
    },
    write(to, value, version) {
      to.int32(value === null ? -1 : value.length);
      for (const element of value ?? []) of.write(to, element, version);
    },
  };
}

/** An array; null, which some clients send for none, is read as empty. */
export function array<T>(of: Codec<T>): Codec<readonly T[]> {
  const inner = nullableArray(of);
  return {
    shape: { kind: 'array', of: of.shape },
    read: (from, version) => inner.read(from, version) ?? [],
    write: inner.write.bind(inner),
  };
}

type Fields = Readonly<Record<string, Codec<unknown>>>;
type Struct<F extends Fields> = { readonly [K in keyof F]: ValueOf<F[K]> };

/** Fields in the order of their declaration. */
export function struct<F extends Fields>(fields: F): Codec<Struct<F>> {
  const entries = Object.entries(fields);
  const shapes = entries.map(([name, codec]): [string, Shape] => [name, codec.shape]);
  return {
    shape: { kind: 'struct', fields: Object.fromEntries(shapes) },
    read(from: Reader, version: number) {
      const value: Record<string, unknown> = {};
      for (const [name, codec] of entries) value[name] = codec.read(from, version);
      return value as Struct<F>;
    },
    write(to: Writer, value: Struct<F>, version: number) {
      const values: Readonly<Record<string, unknown>> = value;
      for (const [name, codec] of entries) codec.write(to, values[name], version);
    },
  };
}

/** A field that is on the wire from version `since` on; in others it is read as `otherwise` and not written. */
export function since<T>(first: number, of: Codec<T>, otherwise: T): Codec<T> {
  return between(first, Number.MAX_SAFE_INTEGER, of, otherwise);
}

export function between<T>(first: number, last: number, of: Codec<T>, otherwise: T): Codec<T> {
  const present = (version: number) => version >= first && version <= last;
  return {
    shape: { kind: 'versioned', since: first, until: last, of: of.shape, otherwise },
    read: (from, version) => (present(version) ? of.read(from, version) : otherwise),
    write(to, value, version) {
      if (present(version)) of.write(to, value, version);
    },
  };
}
