import fc from 'fast-check';
import type { Shape } from '../../stack/embedded/kafka/wire/codec.ts';

/** Random values of a type of the protocol in one version, for property tests. */
export function valueOf(shape: Shape, version: number): fc.Arbitrary<unknown> {
  switch (shape.kind) {
    case 'boolean':
      return fc.boolean();
    case 'int':
      return fc.integer({ min: -(2 ** (shape.bits - 1)), max: 2 ** (shape.bits - 1) - 1 });
    case 'int64':
      return fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
    case 'varint':
      return fc.integer();
    case 'string':
      return fc.string({ unit: 'grapheme', maxLength: 300 });
    case 'bytes':
      return buffers(0);
    case 'records':
      return fc.oneof(fc.constant([]), fc.tuple(buffers(1)));
    case 'nullable':
      return fc.option(valueOf(shape.of, version));
    case 'array':
      return fc.array(valueOf(shape.of, version), { maxLength: 20, depthIdentifier: 'wire' });
    case 'struct':
      return fc.record(
        Object.fromEntries(Object.entries(shape.fields).map(([name, of]) => [name, valueOf(of, version)])),
        { noNullPrototype: true },
      );
    case 'versioned': {
      const present = version >= shape.since && version <= shape.until;
      return present ? valueOf(shape.of, version) : fc.constant(shape.otherwise);
    }
  }
}

const buffers = (minLength: number) =>
  fc.uint8Array({ minLength, maxLength: 600 }).map((bytes) => Buffer.from(bytes));
