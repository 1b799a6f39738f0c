import fc from 'fast-check';
import { expect, test } from 'vitest';
import { batchesOf } from './batches.ts';

const sumOf = (batch: readonly number[]) => batch.reduce((sum, size) => sum + size, 0);

test('all items in their order, no batch above its size unless it is one item, none that its neighbour could take', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(12)), (sizes) => {
      const batches = batchesOf(sizes, (size) => size, 10);
      expect(batches.flat()).toEqual(sizes);
      for (const [index, batch] of batches.entries()) {
        if (batch.length > 1) expect(sumOf(batch)).toBeLessThanOrEqual(10);
        const next = batches[index + 1]?.[0];
        if (next !== undefined) expect(sumOf(batch) + next).toBeGreaterThan(10);
      }
    }),
  );
});
