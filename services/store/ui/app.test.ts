import { describe, expect, it } from 'vitest';
import { NoAnswerError } from '../../runtime/http/remote.ts';
import { MaybeOrderedError } from './backend/maybe-ordered.ts';
import { Refused } from './backend/refused.ts';
import { card, shop, silent, unread } from './testing/shop.ts';

describe('the shop', () => {
  it('shows products with a form each', async () => {
    const text = await shop().page('/ui/products');
    expect(text).toMatch(/<html lang="en">[\s\S]*<main id="main"/);
    expect(text).toContain('Earl Grey');
    expect(text).toContain('$4.25');
    expect(text).toContain('<label for="units-tea-1">');
  });

  it('adds to the cart of the session, which no script may read', async () => {
    const { asked, post } = shop();
    const response = await post('/ui/add', { productId: 'tea-1', units: '2' });
    expect(response.status).toBe(200);
    expect(await response.text()).toContain('2 × Earl Grey');
    const [cookie = ''] = response.headers.getSetCookie();
    expect(cookie).toMatch(/^session=[0-9a-f-]{36}; Path=\/ui; HttpOnly; SameSite=Lax$/);
    const sessionId = /session=([^;]+)/.exec(cookie)?.[1];
    expect(asked).toEqual([['change', sessionId, 'tea-1', 2]]);
  });

  it('goes on with the session that it knows, and takes no other for one', async () => {
    const { app, asked } = shop();
    const sessionId = '0b8a4f5e-8a55-4a86-9c0e-3f1d5b1f2a11';
    expect(
      (await app.request('/ui/cart', { headers: { cookie: `session=${sessionId}` } })).headers.getSetCookie(),
    ).toEqual([]);
    const other = await app.request('/ui/cart', { headers: { cookie: 'session=../../evil' } });
    expect(other.headers.getSetCookie()).toHaveLength(1);
    expect(asked[0]).toEqual(['cart', sessionId]);
  });

  it('says so when a reservation is refused', async () => {
    const refused = new Refused(409, { detail: 'Only 1 of Earl Grey is left' });
    const response = await shop({ change: () => Promise.reject(refused) }).post('/ui/add', {
      productId: 'tea-1',
      units: '2',
    });
    expect(response.status).toBe(409);
    expect(await response.text()).toContain('Only 1 of Earl Grey is left');
  });

  it.each(['0', '-1', '1.5', '1001', 'many'])('adds no %s units', async (units) => {
    const { asked, post } = shop();
    expect((await post('/ui/add', { productId: 'tea-1', units })).status).toBe(400);
    expect(asked).toEqual([]);
  });

  it('shows the cart with its total, and removes a product', async () => {
    const { asked, page, post } = shop();
    expect(await page('/ui/cart')).toContain('$12.75');
    const response = await post('/ui/delete', { productId: 'tea-1' });
    expect([response.status, response.headers.get('location')]).toEqual([303, '/ui/cart']);
    expect(asked.at(-1)).toEqual(['change', expect.any(String), 'tea-1', -3]);
  });

  it('offers no checkout where a price is not known', async () => {
    const text = await shop({ cart: unread }).page('/ui/cart');
    expect(text).not.toContain('Proceed to checkout');
    expect((await shop({ cart: unread }).app.request('/ui/confirm')).status).toBe(303);
  });

  it('goes from the checkout to the page of the order', async () => {
    const { asked, post } = shop();
    const response = await post('/ui/confirm', card);
    expect([response.status, response.headers.get('location')]).toEqual([303, '/ui/orders/order-1']);
    expect(asked).toEqual([['confirm', expect.any(String), card]]);
  });

  it('finds the page of an order whatever its id is made of', async () => {
    const response = await shop({ confirm: async () => 'a/b?c' }).post('/ui/confirm', card);
    expect(response.headers.get('location')).toBe('/ui/orders/a%2Fb%3Fc');
  });

  it('says what is wrong with a card at the top and at each field, and repeats no number', async () => {
    const { asked, post } = shop();
    const response = await post('/ui/confirm', { ...card, checksum: ' ' });
    const text = await response.text();
    expect(response.status).toBe(400);
    expect(text).toContain('<title>Error: Checkout');
    expect(text).toContain('<a href="#checksum">Enter the check number</a>');
    expect(text).toMatch(/aria-invalid="true"\s+aria-describedby="checksum-error"/);
    expect(text).toContain('value="Jane Doe"');
    expect(text).not.toContain('4000');
    expect(asked.map(([name]) => name)).toEqual(['cart']);
  });

  it.each([
    [{ cardNumber: '4711' }, 'The card number has 12 to 19 digits'],
    [{ cardNumber: '4000 0000 0000 000x' }, 'The card number has 12 to 19 digits'],
    [{ checksum: '12' }, 'The check number has 3 to 4 digits'],
  ])('takes no card whose numbers cannot be one: %j', async (part, message) => {
    const { asked, post } = shop();
    const response = await post('/ui/confirm', { ...card, ...part });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain(message);
    expect(asked.map(([name]) => name)).not.toContain('confirm');
  });
});

describe('when the shop is ill', () => {
  it('says so, and how to go on', async () => {
    const response = await shop({ products: silent }).app.request('/ui/products');
    expect(response.status).toBe(503);
    const text = await response.text();
    expect(text).toContain('Oops, something went wrong!');
    expect(text).not.toContain('ECONNREFUSED');
  });

  it('invites nobody to order again who may have ordered', async () => {
    const lost = new MaybeOrderedError(new NoAnswerError('ui-backend', 'no answer within 10000 ms'));
    const response = await shop({ confirm: () => Promise.reject(lost) }).post('/ui/confirm', card);
    const text = await response.text();
    expect(response.status).toBe(503);
    expect(text).toContain('your order may have been placed');
    expect(text).toContain('href="/ui/cart"');
    expect(text).not.toContain('Try it again');
  });

  it('has a page for paths that are none, and tells its health', async () => {
    const { app } = shop();
    expect((await app.request('/ui/nothing')).status).toBe(404);
    expect((await app.request('/actuator/health')).status).toBe(503);
  });
});
