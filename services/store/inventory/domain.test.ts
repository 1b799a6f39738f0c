import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Money } from '../../runtime/values/money.ts';
import { decideClaim } from './domain.ts';

const item = (units: number, price: string) => ({
  productId: `${units} at ${price}`,
  name: 'Assam Black',
  units,
  price: Money.parse(price),
});

const anyItem = fc
  .tuple(fc.integer({ min: 1, max: 1_000 }), fc.bigInt({ min: 1n, max: 10_000n }))
  .map(([units, cents]) => item(units, Money.ofCents(cents).toString()));

describe('a claim', () => {
  it('holds where the session has reserved what the order costs, to the last cent', () => {
    const items = [item(3, '0.1'), item(1, '4.25')];
    expect(decideClaim(items, Money.parse('4.55')).state).toBe('claimed');
    expect(decideClaim(items, Money.parse('4.56'))).toMatchObject({ state: 'total-differs' });
    expect(decideClaim(items, Money.parse('4.54')).total.toString()).toBe('4.55');
  });

  it('of nothing is refused, whatever the order says', () => {
    expect(decideClaim([], Money.parse('1')).state).toBe('nothing-reserved');
  });

  it('holds for exactly one total', () => {
    fc.assert(
      fc.property(fc.array(anyItem, { minLength: 1 }), fc.bigInt({ min: 1n, max: 1_000n }), (items, off) => {
        const { total } = decideClaim(items, Money.parse('1'));
        expect(decideClaim(items, total).state).toBe('claimed');
        expect(decideClaim(items, total.plus(Money.ofCents(off))).state).toBe('total-differs');
      }),
    );
  });
});
