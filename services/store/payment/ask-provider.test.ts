import { describe, expect, it, test } from 'vitest';
import { Money } from '../../runtime/values/money.ts';
import { asker } from './ask-provider.ts';
import type { ChargeOutcome } from './provider.ts';

const card = { cardNumber: '4111111111111111', cardOwner: 'Jane Doe', checksum: '123' };
const charge = { key: 'order-1', card, total: Money.parse('12.75') };

/** A provider that answers so, one after the other. */
function answering(outcomes: readonly ChargeOutcome[], failures = 100) {
  const left = [...outcomes];
  const ask = asker({
    provider: {
      charge: () => Promise.resolve(left.shift() ?? 'failed'),
      settle: () => Promise.resolve(undefined),
    },
    attempts: 3,
    retryMs: 0,
    breaker: { failures, openMs: 60_000 },
    stopping: new AbortController().signal,
  });
  return { ask: () => ask(charge), left };
}

describe('asking the provider', () => {
  test.each(['charged', 'refused', 'cancelled'] as const)(
    'ends with the first answer: %s',
    async (answer) => {
      const { ask, left } = answering(['failed', answer, 'charged']);
      expect(await ask()).toBe(answer);
      expect(left).toEqual(['charged']);
    },
  );

  it('ends without an answer when all tries have failed', async () => {
    expect(await answering(['failed', 'failed', 'failed']).ask()).toBe('unsettled');
    expect(await answering(['not-sent', 'failed', 'not-sent']).ask()).toBe('unsettled');
  });

  it('knows when the provider cannot know of it', async () => {
    expect(await answering(['not-sent', 'not-sent', 'not-sent']).ask()).toBe('unsent');
  });

  it('does not ask at all while the circuit is open', async () => {
    const { ask, left } = answering(['failed', 'failed', 'charged', 'charged'], 2);
    expect(await ask()).toBe('unsettled');
    expect(await ask()).toBe('unsent');
    expect(left).toEqual(['charged', 'charged']);
  });

  it('forgets failures when something succeeds', async () => {
    const { ask, left } = answering(['failed', 'charged', 'failed', 'refused', 'charged'], 2);
    expect([await ask(), await ask(), await ask()]).toEqual(['charged', 'refused', 'charged']);
    expect(left).toEqual([]);
  });
});
