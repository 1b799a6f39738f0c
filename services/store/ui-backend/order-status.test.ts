import { describe, expect, it, test } from 'vitest';
import { NoAnswerError } from '../../runtime/http/remote.ts';
import { Money } from '../../runtime/values/money.ts';
import type { Checkout } from './clients/orchestrator.ts';
import type { StoredOrder } from './clients/orders.ts';
import { orderStatus } from './order-status.ts';

const checkout: Checkout = { state: 'do-payment', steps: { 'do-payment': 'sent' }, reason: null };
const stored: StoredOrder = { status: 'PENDING', reason: null, total: Money.parse('12.75'), items: [] };
const silence = (service: string) => Promise.reject(new NoAnswerError(service, 'down'));

const status = (find: () => Promise<Checkout | undefined>, read: () => Promise<StoredOrder | undefined>) =>
  orderStatus(
    { orchestrator: { find, start: () => Promise.resolve('') }, orders: { find: read } },
    'order-1',
  );

describe('the status of an order', () => {
  it('is put together of the saga and the order', async () => {
    expect(
      await status(
        async () => checkout,
        async () => stored,
      ),
    ).toEqual({
      status: 'PENDING',
      reason: null,
      state: 'do-payment',
      steps: { 'do-payment': 'sent' },
      items: [],
      total: stored.total,
      silent: [],
    });
  });

  it('is what the order says, not how far the saga has come', async () => {
    const success: StoredOrder = { ...stored, status: 'SUCCESS' };
    expect(
      await status(
        async () => checkout,
        async () => success,
      ),
    ).toMatchObject({ status: 'SUCCESS' });
  });

  test.each([
    ['claim-reservations', null, 'PENDING', null],
    ['undo claim-reservations', 'TIMED_OUT', 'PENDING', null],
    ['COMPENSATED', 'NOTHING_RESERVED', 'FAILURE', 'NOTHING_RESERVED'],
    ['FAILED', null, 'FAILURE', null],
    ['COMPLETED', null, 'SUCCESS', null],
  ] as const)(
    'is told of the saga alone where no order was written down: %s',
    async (state, why, is, reason) => {
      const found = await status(
        async () => ({ state, steps: {}, reason: why }),
        async () => undefined,
      );
      expect(found).toMatchObject({ status: is, reason, items: null, total: null });
    },
  );

  it('says who is silent, and tells the rest', async () => {
    expect(
      await status(
        () => silence('orchestrator'),
        async () => stored,
      ),
    ).toMatchObject({
      status: 'PENDING',
      steps: null,
      silent: ['orchestrator'],
    });
    expect(
      await status(
        async () => checkout,
        () => silence('order'),
      ),
    ).toMatchObject({
      items: null,
      silent: ['order'],
    });
  });

  it('is not known when nobody answers, and is none where nobody knows it', async () => {
    await expect(
      status(
        () => silence('orchestrator'),
        () => silence('order'),
      ),
    ).rejects.toThrow(NoAnswerError);
    await expect(
      status(
        () => silence('orchestrator'),
        async () => undefined,
      ),
    ).rejects.toThrow(NoAnswerError);
    expect(
      await status(
        async () => undefined,
        async () => undefined,
      ),
    ).toBeUndefined();
  });
});
