import { describe, expect, it } from 'vitest';
import { catalogue, maxProducts } from './catalogue.ts';

const all = catalogue(5, maxProducts);

describe('the catalogue', () => {
  it('is the same for the same seed, whatever its size', () => {
    expect(catalogue(5, 25)).toEqual(all.slice(0, 25));
    expect(catalogue(6, 25)).not.toEqual(all.slice(0, 25));
  });

  it('names each product and each id once', () => {
    expect(new Set(all.map(({ name }) => name)).size).toBe(maxProducts);
    expect(new Set(all.map(({ id }) => id)).size).toBe(maxProducts);
    expect(catalogue(5, maxProducts + 1)).toHaveLength(maxProducts);
  });

  it('has prices below 10 with two decimals, and units as T2 has them', () => {
    for (const { id, price, units } of all) {
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
      expect(Number(price.toString())).toBeGreaterThanOrEqual(0.5);
      expect(Number(price.toString())).toBeLessThan(10);
      expect(units).toBeGreaterThanOrEqual(42);
      expect(units).toBeLessThanOrEqual(541);
    }
  });
});
