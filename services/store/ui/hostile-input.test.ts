import { describe, expect, it, test } from 'vitest';
import type { Backend } from './backend/backend.ts';
import { Refused } from './backend/refused.ts';
import type { Product } from './backend/shapes.ts';
import { card, order, shop, tea } from './testing/shop.ts';

describe('what comes from outside', () => {
  const evil = `"><script>alert(1)</script>'&`;
  const hostile: Product = { ...tea, id: evil, name: evil, description: evil };

  test.each([
    ['/ui/products', { products: async () => [hostile] }],
    ['/ui/cart', { cart: async () => [{ ...hostile, units: 1 }] }],
    [
      '/ui/orders/x',
      {
        order: async () => ({
          ...order,
          orderId: evil,
          steps: { [evil]: evil },
          items: [{ name: evil, units: 1, price: tea.price }],
        }),
      },
    ],
  ])('is only text on %s', async (path, own: Partial<Backend>) => {
    const text = await shop(own).page(path);
    expect(text).not.toContain('<script>alert');
    expect(text).toContain('&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&#39;&amp;');
  });

  it('is only text where a form comes back, and where the backend refuses', async () => {
    const { post } = shop();
    const form = await (await post('/ui/confirm', { cardOwner: evil, cardNumber: '', checksum: '' })).text();
    expect(form).not.toContain('<script>alert');
    expect(form).toContain('&lt;script&gt;alert(1)');
    const refused = shop({ change: () => Promise.reject(new Refused(409, { detail: evil })) });
    expect(await (await refused.post('/ui/add', { productId: 'x', units: '1' })).text()).not.toContain(
      '<script>alert',
    );
  });

  it('may not come from the page of another site', async () => {
    const { asked, post } = shop();
    const forged = await post('/ui/confirm', card, { origin: 'http://evil.example' });
    expect(forged.status).toBe(403);
    expect(await forged.text()).toContain('not of this shop');
    expect(asked).toEqual([]);
  });

  it('may not be longer than a form', async () => {
    expect((await shop().post('/ui/add', { productId: 'x'.repeat(20_000), units: '1' })).status).toBe(413);
  });

  it('runs nothing but what this server sends', async () => {
    const { headers } = await shop().app.request('/ui/products');
    expect(headers.get('content-security-policy')).toContain(
      "default-src 'none'; style-src 'self'; script-src 'self'",
    );
  });
});
