import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Money } from '../../runtime/values/money.ts';
import { removable, totalOf, withUnits } from './domain.ts';

describe('a total', () => {
  it('is exact where doubles are not', () => {
    const lines = [
      { units: 3, price: Money.parse('0.1') },
      { units: 3, price: Money.parse('0.2') },
    ];
    expect(3 * 0.1 + 3 * 0.2).not.toBe(0.9);
    expect(totalOf(lines).toString()).toBe('0.9');
    expect(totalOf([]).isZero()).toBe(true);
  });

  it('does not depend on how units are put into lines', () => {
    const line = fc.record({
      units: fc.integer({ min: 1, max: 99 }),
      cents: fc.bigInt({ min: 1n, max: 10n ** 6n }),
    });
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const priced = lines.map(({ units, cents }) => ({ units, price: Money.ofCents(cents) }));
        const single = priced.flatMap(({ units, price }) =>
          Array.from({ length: units }, () => ({ units: 1, price })),
        );
        expect(totalOf(priced).toString()).toBe(totalOf(single).toString());
      }),
    );
  });
});

describe('a cart', () => {
  const cart = new Map([
    ['tea', 3],
    ['pot', 1],
  ]);

  it('takes more and less of a product', () => {
    const changes = new Map([
      ['tea', -1],
      ['pot', -5],
      ['cup', 2],
    ]);
    expect(Object.fromEntries(withUnits(cart, changes))).toEqual({ tea: 2, cup: 2 });
  });

  it('gives back no more than it holds', () => {
    const wanted = new Map([
      ['tea', 2],
      ['pot', 5],
      ['cup', 1],
    ]);
    expect(Object.fromEntries(removable(cart, wanted))).toEqual({ tea: 2, pot: 1 });
  });
});
