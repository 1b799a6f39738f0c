import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chunkRecords } from './chunk-records.ts';

const record = (value: string) => ({ topic: 'Order', key: '1', value });

describe('chunks of records', () => {
  it('hold all records in order, each chunk under the limits', () => {
    const sizes = fc.array(fc.integer({ min: 0, max: 400_000 }), { maxLength: 30 });
    fc.assert(
      fc.property(sizes, (sizes) => {
        const records = sizes.map((size) => record('x'.repeat(size)));
        const chunks = [...chunkRecords(records)];
        expect(chunks.flat()).toEqual(records);
        for (const chunk of chunks) {
          expect(chunk.reduce((sum, { value }) => sum + value.length, 0)).toBeLessThan(1_048_576);
        }
      }),
      { numRuns: 20 },
    );
  });

  it('hold no more than a thousand', () => {
    const records = Array.from({ length: 2_500 }, () => record('{}'));
    expect([...chunkRecords(records)].map((chunk) => chunk.length)).toEqual([1_000, 1_000, 500]);
  });

  it('leave a record that is too large alone, for the broker to refuse', () => {
    const chunks = [...chunkRecords([record('a'), record('x'.repeat(2_000_000)), record('b')])];
    expect(chunks.map((chunk) => chunk.length)).toEqual([1, 1, 1]);
  });
});
