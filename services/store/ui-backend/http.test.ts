import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { callApi } from '../../../cli/test/harness/call-api.ts';
import { Money } from '../../runtime/values/money.ts';
import type { Orchestrator } from './clients/orchestrator.ts';
import { routes } from './http.ts';
import { memoryCarts, memoryInventory } from './testing/memory-store.ts';

const price = Money.parse('4.25');

function shop() {
  const inventory = memoryInventory({ tea: { units: 5, price }, pot: { units: 1, price } });
  const carts = memoryCarts();
  const orchestrator: Orchestrator = {
    start: async () => 'order-1',
    find: async (id) =>
      id === 'order-1' ? { state: 'do-payment', steps: { 'do-payment': 'sent' }, reason: null } : undefined,
  };
  const orders = { find: async () => undefined };
  const log = pino({ enabled: false });
  return { inventory, carts, call: callApi(routes({ inventory, carts, orchestrator, orders, log })) };
}

const card = { cardNumber: '4711', cardOwner: 'Jane Doe', checksum: '123', sessionId: 's' };

describe("the gateway, with T2's shapes", () => {
  it('lists products with plain numbers', async () => {
    const { call } = shop();
    const { json } = await call('GET', '/products');
    expect(json).toEqual([
      { id: 'tea', name: 'tea', description: 'very nice tea', units: 5, price: 4.25 },
      { id: 'pot', name: 'pot', description: 'very nice pot', units: 1, price: 4.25 },
    ]);
    expect((await call('GET', '/products/tea')).json).toMatchObject({ id: 'tea', price: 4.25 });
    expect((await call('GET', '/products/none')).status).toBe(404);
  });

  it('takes changes with and without "content", and answers with what was added', async () => {
    const { call } = shop();
    expect(await call('POST', '/cart/s', { content: { tea: 2 } })).toMatchObject({
      status: 200,
      json: [{ id: 'tea', units: 2 }],
    });
    expect(await call('POST', '/cart/s', { pot: 1, tea: -1 })).toMatchObject({
      json: [{ id: 'pot', units: 1 }],
    });
    expect((await call('GET', '/cart/s')).json).toMatchObject([
      { id: 'tea', units: 1 },
      { id: 'pot', units: 1 },
    ]);
  });

  it('tells which reservation is refused, and what is in the cart all the same', async () => {
    expect(await shop().call('POST', '/cart/s', { tea: 1, pot: 2 })).toMatchObject({
      status: 409,
      json: {
        detail: 'Only 1 of pot is left; in the cart is tea',
        errors: [{ field: 'content.pot', value: 2, rule: 'Only 1 of pot is left' }],
      },
    });
  });

  it.each([[{ tea: 1.5 }], [{ content: { tea: 'two' } }], [{ content: [] }], [7]])(
    'refuses %j as a change',
    async (body) => {
      expect((await shop().call('POST', '/cart/s', body)).status).toBe(400);
    },
  );

  it('leaves nothing out of a cart, though a product cannot be read', async () => {
    const { inventory, call } = shop();
    await call('POST', '/cart/s', { tea: 2 });
    inventory.silentFor('tea');
    expect((await call('GET', '/cart/s')).json).toMatchObject([{ id: 'tea', units: 2, price: null }]);
  });

  it('says which service is silent', async () => {
    const { carts, call } = shop();
    carts.fallSilent();
    expect(await call('POST', '/cart/s', { tea: 2 })).toMatchObject({
      status: 503,
      json: { detail: 'cart does not answer: down' },
    });
  });

  it('answers a confirmed cart with its order, and an empty one with why there is none', async () => {
    const { call } = shop();
    await call('POST', '/cart/s', { tea: 2 });
    expect(await call('POST', '/confirm', card)).toEqual({ status: 200, json: { orderId: 'order-1' } });
    expect(await call('POST', '/confirm', card)).toMatchObject({
      status: 409,
      json: { detail: 'No order was placed: the cart is empty' },
    });
    expect(await call('POST', '/confirm', { ...card, checksum: '' })).toMatchObject({
      status: 400,
      json: { errors: [{ field: 'checksum' }] },
    });
  });

  it('follows an order', async () => {
    const { call } = shop();
    expect(await call('GET', '/orders/order-1')).toEqual({
      status: 200,
      json: {
        orderId: 'order-1',
        status: 'PENDING',
        reason: null,
        state: 'do-payment',
        steps: { 'do-payment': 'sent' },
        items: null,
        total: null,
        silent: [],
      },
    });
    expect((await call('GET', '/orders/none')).status).toBe(404);
  });
});
