import { describe, expect, it } from 'vitest';
import { Money } from '../../runtime/values/money.ts';
import { decide, type Order } from './domain.ts';

const pending: Order = {
  orderId: 'order-1',
  sessionId: 'session-1',
  items: [],
  total: Money.parse('12.75'),
  status: 'PENDING',
  reason: null,
};

describe('an order', () => {
  it('is decided once its saga has', () => {
    expect(decide(pending, { status: 'SUCCESS' })).toEqual({ ...pending, status: 'SUCCESS' });
    const reason = 'PAYMENT_REFUSED' as const;
    expect(decide(pending, { status: 'FAILURE', reason })).toEqual({ ...pending, status: 'FAILURE', reason });
  });

  it('keeps its decision when it is told again, and the first reason', () => {
    const failed: Order = { ...pending, status: 'FAILURE', reason: 'PAYMENT_REFUSED' };
    expect(decide(failed, { status: 'FAILURE', reason: 'PAYMENT_UNAVAILABLE' })).toBe(failed);
  });

  it('is never turned round', () => {
    expect(
      decide({ ...pending, status: 'SUCCESS' }, { status: 'FAILURE', reason: 'PAYMENT_REFUSED' }),
    ).toBeUndefined();
    expect(
      decide({ ...pending, status: 'FAILURE', reason: 'PAYMENT_REFUSED' }, { status: 'SUCCESS' }),
    ).toBeUndefined();
  });
});
