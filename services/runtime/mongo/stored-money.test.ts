import fc from 'fast-check';
import { Decimal128 } from 'mongodb';
import { describe, expect, it, test } from 'vitest';
import { Money } from '../values/money.ts';
import { fromStoredMoney, toStoredMoney } from './stored-money.ts';

describe('stored amount', () => {
  it('gives back what was put in, whatever the amount', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 10n ** 19n - 1n }), (cents) => {
        const money = Money.ofCents(cents);
        expect(fromStoredMoney(toStoredMoney(money)).toString()).toBe(money.toString());
      }),
    );
  });

  test.each(['0.01', '12.34', '1000', '9999999999999.99'])('%s is a double', (text) => {
    expect(toStoredMoney(Money.parse(text))).toEqual({ amount: Number(text) });
  });

  it('is a Decimal128 where no double is exact', () => {
    expect(toStoredMoney(Money.parse('12345678901234567.89')).amount).toBeInstanceOf(Decimal128);
  });
});
