import { describe, expect, it, test } from 'vitest';
import { Money } from '../../runtime/values/money.ts';
import { decide, type Order, type OrderCommand, type OrderState } from './domain.ts';

const orderIn = (state: OrderState): Order => ({
  id: 17n,
  customerId: 1n,
  orderTotal: Money.parse('12.34'),
  state,
  rejectionReason: null,
});

const approve: OrderCommand = { type: 'approve' };
const reject: OrderCommand = { type: 'reject', reason: 'INSUFFICIENT_CREDIT' };

describe('order', () => {
  it('is approved, or rejected for a reason, when it is pending', () => {
    expect(decide(orderIn('PENDING'), approve)).toEqual(orderIn('APPROVED'));
    expect(decide(orderIn('PENDING'), reject)).toEqual({
      ...orderIn('REJECTED'),
      rejectionReason: 'INSUFFICIENT_CREDIT',
    });
  });

  test.each(['APPROVED', 'REJECTED'] as const)('stays %s, whatever comes', (state) => {
    expect(decide(orderIn(state), approve)).toBeUndefined();
    expect(decide(orderIn(state), reject)).toBeUndefined();
  });
});
