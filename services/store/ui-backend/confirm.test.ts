import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { NoAnswerError } from '../../runtime/http/remote.ts';
import { Money } from '../../runtime/values/money.ts';
import type { CheckoutRequest, Orchestrator } from './clients/orchestrator.ts';
import { confirm } from './confirm.ts';
import { memoryCarts, memoryInventory } from './testing/memory-store.ts';

const request = { cardNumber: '4711', cardOwner: 'Jane Doe', checksum: '123', sessionId: 'session-1' };

async function shop(content: Record<string, number>) {
  const inventory = memoryInventory({
    tea: { units: 9, price: Money.parse('0.1') },
    pot: { units: 9, price: Money.parse('1.15') },
  });
  const carts = memoryCarts();
  if (Object.keys(content).length > 0)
    await carts.write('session-1', await carts.read('session-1'), new Map(Object.entries(content)));
  const started: CheckoutRequest[] = [];
  const orchestrator: Orchestrator = {
    start: async (checkout) => `order-${started.push(checkout)}`,
    find: async () => undefined,
  };
  const log = pino({ enabled: false });
  return {
    inventory,
    carts,
    started,
    order: (own: Partial<Orchestrator> = {}) =>
      confirm({ inventory, carts, orchestrator: { ...orchestrator, ...own }, log }, request),
  };
}

describe('confirming a cart', () => {
  it('orders it at exactly what it costs, and empties it', async () => {
    const { carts, started, order } = await shop({ tea: 3, pot: 7 });
    expect(await order()).toBe('order-1');
    expect(started.map(({ total }) => total.toString())).toEqual(['8.35']);
    expect(started[0]?.items).toEqual([
      { productId: 'tea', name: 'tea', units: 3, price: Money.parse('0.1') },
      { productId: 'pot', name: 'pot', units: 7, price: Money.parse('1.15') },
    ]);
    expect(carts.content('session-1')).toEqual({});
  });

  it('orders nothing of an empty cart', async () => {
    const { started, order } = await shop({});
    await expect(order()).rejects.toThrow('No order was placed: the cart is empty');
    expect(started).toEqual([]);
  });

  it('orders nothing when a price is not known', async () => {
    const { inventory, started, order } = await shop({ tea: 1 });
    inventory.silentFor('tea');
    await expect(order()).rejects.toThrow(NoAnswerError);
    expect(started).toEqual([]);
  });

  it('orders nothing that is not sold any more', async () => {
    const { order } = await shop({ cup: 1 });
    await expect(order()).rejects.toThrow(/product cup is not sold any more/);
  });

  it('keeps what was put into the cart meanwhile', async () => {
    const { carts, order } = await shop({ tea: 3 });
    carts.changeBeforeNextWrite('session-1', { pot: 1 });
    await order();
    expect(carts.content('session-1')).toEqual({ pot: 1 });
  });

  it('keeps the cart when no order was accepted', async () => {
    const { carts, order } = await shop({ tea: 3 });
    const down = new NoAnswerError('orchestrator', 'down');
    await expect(order({ start: () => Promise.reject(down) })).rejects.toThrow(down);
    expect(carts.content('session-1')).toEqual({ tea: 3 });
  });

  it('stands by the order when the cart cannot be emptied', async () => {
    const { carts, order } = await shop({ tea: 3 });
    carts.fallSilent();
    expect(await order()).toBe('order-1');
  });
});
