import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { NoAnswerError } from '../../runtime/http/remote.ts';
import { Money } from '../../runtime/values/money.ts';
import { changeCart } from './change-cart.ts';
import { memoryCarts, memoryInventory } from './testing/memory-store.ts';

const log = pino({ enabled: false });
const price = Money.parse('4.25');

function shop() {
  const inventory = memoryInventory({ tea: { units: 5, price }, pot: { units: 1, price } });
  const carts = memoryCarts();
  const change = (changes: Record<string, number>) =>
    changeCart({ inventory, carts, log }, 'session-1', new Map(Object.entries(changes)));
  return { inventory, carts, change };
}

describe('changing a cart', () => {
  it('reserves what is added, and releases what is removed', async () => {
    const { inventory, carts, change } = shop();
    expect(await change({ tea: 3 })).toMatchObject({ added: [{ id: 'tea', units: 3 }], refused: [] });
    expect(await change({ tea: -1, pot: 1 })).toMatchObject({ added: [{ id: 'pot', units: 1 }] });
    expect(carts.content('session-1')).toEqual({ tea: 2, pot: 1 });
    expect(inventory.allReserved()).toEqual({ tea: 2, pot: 1 });
  });

  it('tells what is refused, and keeps the rest', async () => {
    const { inventory, carts, change } = shop();
    expect(await change({ pot: 2, tea: 1 })).toEqual({
      added: [expect.objectContaining({ id: 'tea', units: 1 })],
      refused: [{ productId: 'pot', units: 2, why: 'Only 1 of pot is left' }],
    });
    expect(carts.content('session-1')).toEqual({ tea: 1 });
    expect(inventory.allReserved()).toEqual({ tea: 1 });
  });

  it('releases no more than the cart held', async () => {
    const { inventory, carts, change } = shop();
    await change({ tea: 2 });
    await change({ tea: -9, pot: -1 });
    expect(carts.content('session-1')).toEqual({});
    expect(inventory.allReserved()).toEqual({});
  });

  it('leaves nothing reserved when the inventory falls silent', async () => {
    const { inventory, carts, change } = shop();
    inventory.silentFor('pot');
    await expect(change({ tea: 2, pot: 1 })).rejects.toThrow(NoAnswerError);
    expect(carts.content('session-1')).toEqual({});
    expect(inventory.allReserved()).toEqual({});
  });

  it('leaves nothing reserved when the cart cannot be written', async () => {
    const { inventory, carts, change } = shop();
    carts.fallSilent();
    await expect(change({ tea: 2 })).rejects.toThrow(NoAnswerError);
    expect(inventory.allReserved()).toEqual({});
  });

  it('keeps what is in the cart reserved when only the answer of the cart was lost', async () => {
    const { inventory, carts, change } = shop();
    await change({ pot: 1 });
    carts.loseNextAnswer();
    expect(await change({ tea: 2, pot: -1 })).toMatchObject({ added: [{ id: 'tea', units: 2 }] });
    expect(carts.content('session-1')).toEqual({ tea: 2 });
    expect(inventory.allReserved()).toEqual({ tea: 2 });
  });

  it('releases nothing while nobody knows whether the cart holds it', async () => {
    const { inventory, carts, change } = shop();
    carts.loseNextAnswer({ thenSilent: true });
    await expect(change({ tea: 2 })).rejects.toThrow(NoAnswerError);
    expect(carts.content('session-1')).toEqual({ tea: 2 });
    expect(inventory.allReserved()).toEqual({ tea: 2 });
  });

  it('releases what was reserved although nobody heard of it, and not what the cart held before', async () => {
    const { inventory, carts, change } = shop();
    await change({ tea: 2 });
    inventory.loseAnswerFor('tea');
    await expect(change({ pot: 1, tea: 3 })).rejects.toThrow(NoAnswerError);
    expect(carts.content('session-1')).toEqual({ tea: 2 });
    expect(inventory.allReserved()).toEqual({ tea: 2 });
  });

  it('loses nothing to somebody who changes the cart at the same time', async () => {
    const { carts, change } = shop();
    carts.changeBeforeNextWrite('session-1', { cup: 1 });
    await change({ tea: 2 });
    expect(carts.content('session-1')).toEqual({ cup: 1, tea: 2 });
  });
});
