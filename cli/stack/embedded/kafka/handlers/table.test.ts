import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Codec } from '../wire/codec.ts';
import { valueOf } from '../../../../test/harness/wire-values.ts';
import { MalformedError } from '../wire/malformed.ts';
import { Reader } from '../wire/reader.ts';
import { Writer } from '../wire/writer.ts';
import { rows } from './table.ts';

function bytesOf(codec: Codec<unknown>, value: unknown, version: number): Buffer {
  const writer = new Writer();
  codec.write(writer, value, version);
  return Buffer.concat(writer.buffers());
}

const cases = rows.flatMap((api) =>
  Array.from({ length: api.max - api.min + 1 }, (_, i) => api.min + i).flatMap((version) => [
    { name: `${api.name} ${version} request`, codec: api.request, version },
    { name: `${api.name} ${version} response`, codec: api.response, version },
  ]),
);

describe.each(cases)('$name', ({ codec, version }) => {
  test('comes back as it was written, and uses every byte', () => {
    fc.assert(
      fc.property(valueOf(codec.shape, version), (value) => {
        const reader = new Reader(bytesOf(codec, value, version));
        expect(codec.read(reader, version)).toEqual(value);
        expect(reader.remaining).toBe(0);
      }),
      { numRuns: 30 },
    );
  });

  test('cut anywhere or random, it is read or malformed, never anything else', () => {
    const cut = fc.tuple(valueOf(codec.shape, version), fc.nat()).map(([value, at]) => {
      const bytes = bytesOf(codec, value, version);
      return bytes.subarray(0, at % (bytes.length + 1));
    });
    const random = fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes));
    fc.assert(
      fc.property(fc.oneof(cut, random), (bytes) => {
        try {
          codec.read(new Reader(bytes), version);
        } catch (error) {
          expect(error).toBeInstanceOf(MalformedError);
        }
      }),
      { numRuns: 50 },
    );
  });
});

test('no key is served twice', () => {
  expect(new Set(rows.map((row) => row.key)).size).toBe(rows.length);
});

test('the versions announced are those that kcat, kafkajs and the Java tools were tried with', () => {
  const announced = Object.fromEntries(rows.map(({ name, min, max }) => [name, `${min}-${max}`]));
  expect(announced).toMatchObject({
    Produce: '0-7',
    Fetch: '4-10',
    ListOffsets: '2-2',
    Metadata: '4-4',
    OffsetCommit: '2-2',
    OffsetFetch: '3-3',
    FindCoordinator: '0-1',
    JoinGroup: '0-0',
    ApiVersions: '0-2',
    CreateTopics: '3-4',
    DescribeConfigs: '1-1',
  });
});
