import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Money } from '../../runtime/values/money.ts';
import { decideCredit } from './domain.ts';

const euros = (text: string): Money => Money.parse(text);
const cents = fc.bigInt({ min: 1n, max: 1_000n }).map((each) => Money.ofCents(each));

describe('credit', () => {
  it('covers an order up to the last cent', () => {
    const credit = { limit: euros('0.3'), reserved: euros('0.1') };
    expect(decideCredit(credit, euros('0.2'))).toBe('CustomerCreditReserved');
    expect(decideCredit(credit, euros('0.21'))).toBe('CustomerCreditLimitExceeded');
  });

  it('of nobody covers nothing', () => {
    expect(decideCredit(undefined, euros('0.01'))).toBe('CustomerNotFound');
  });

  it('is never overdrawn, whatever orders come', () => {
    fc.assert(
      fc.property(cents, fc.array(cents), (limit, orders) => {
        const reserved = orders.reduce(
          (sum, order) =>
            decideCredit({ limit, reserved: sum }, order) === 'CustomerCreditReserved'
              ? sum.plus(order)
              : sum,
          euros('0'),
        );
        expect(reserved.isAtMost(limit)).toBe(true);
      }),
    );
  });
});
