import { describe, expect, it, test } from 'vitest';
import { Money } from '../../runtime/values/money.ts';
import { decide, type Order, type OrderCommand, type OrderState, orderStates } from './domain.ts';

const orderIn = (state: OrderState): Order => ({
  id: 17n,
  customerId: 1n,
  orderTotal: Money.parse('12.34'),
  state,
  rejectionReason: null,
});

const commands: OrderCommand[] = [
  { type: 'approve' },
  { type: 'reject', reason: 'INSUFFICIENT_CREDIT' },
  { type: 'cancel' },
];

describe('order', () => {
  test.each([
    ['PENDING', commands[0], 'APPROVED', 'OrderApproved', null],
    ['PENDING', commands[1], 'REJECTED', 'OrderRejected', 'INSUFFICIENT_CREDIT'],
    ['APPROVED', commands[2], 'CANCELLED', 'OrderCancelled', null],
  ] as const)('%s, %j: %s', (from, command, to, event, rejectionReason) => {
    if (!command) throw new Error('the table names a command');
    expect(decide(orderIn(from), command)).toEqual({
      order: { ...orderIn(from), state: to, rejectionReason },
      event,
    });
  });

  it('does nothing else: three of twelve pairs of state and command lead on', () => {
    const decisions = orderStates.flatMap((state) =>
      commands.map((command) => decide(orderIn(state), command)),
    );
    expect(decisions.filter((decision) => decision !== undefined)).toHaveLength(3);
  });
});
