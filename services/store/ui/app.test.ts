import { pino } from 'pino';
import { describe, expect, it, test } from 'vitest';
import { Health } from '../../runtime/http/health.ts';
import { NoAnswerError } from '../../runtime/http/remote.ts';
import { Money } from '../../runtime/values/money.ts';
import { createUi } from './app.ts';
import type { Backend } from './backend/backend.ts';
import { MaybeOrderedError } from './backend/maybe-ordered.ts';
import { Refused } from './backend/refused.ts';
import type { CartLine, Order, Product } from './backend/shapes.ts';
import { clientFiles } from './client-files.ts';

const tea: Product = {
  id: 'tea-1',
  name: 'Earl Grey',
  description: 'very nice Earl Grey tea',
  units: 42,
  price: Money.parse('4.25'),
};

const order: Order = {
  orderId: 'order-1',
  status: 'PENDING',
  reason: null,
  state: 'do-payment',
  steps: { 'claim-reservations': 'done', 'do-payment': 'sent' },
  items: [{ name: 'Earl Grey', units: 3, price: Money.parse('4.25') }],
  total: Money.parse('12.75'),
  silent: [],
};

const unread = async () => [{ ...tea, units: 3, price: null }];
const silent = () => Promise.reject(new NoAnswerError('ui-backend', 'ECONNREFUSED 127.0.0.1'));

function shop(own: Partial<Backend> = {}) {
  const asked: unknown[][] = [];
  const noted =
    <T>(name: string, answer: T) =>
    async (...args: unknown[]): Promise<T> => {
      asked.push([name, ...args]);
      return answer;
    };
  const backend: Backend = {
    products: noted('products', [tea]),
    cart: noted<readonly CartLine[]>('cart', [{ ...tea, units: 3 }]),
    change: noted<readonly Product[]>('change', [{ ...tea, units: 2 }]),
    confirm: noted('confirm', 'order-1'),
    order: noted('order', order),
    ...own,
  };
  const app = createUi({
    name: 'ui',
    lines: { write() {}, close() {} },
    log: pino({ enabled: false }),
    backend,
    files: clientFiles(new URL('./client/', import.meta.url)),
    health: new Health(
      () => Promise.resolve(),
      () => false,
    ),
  });
  const page = async (path: string) => (await app.request(path)).text();
  const post = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
    app.request(path, {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers: { origin: 'http://localhost', ...headers },
    });
  return { app, asked, page, post };
}

const card = { cardOwner: 'Jane Doe', cardNumber: '4000 0000 0000 0002', checksum: '123' };

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

/** Whether the page says that it is to be looked at again: to scripts, in what they look at each time too, and without. */
const tells = (text: string) => [
  text.includes('http-equiv="refresh"'),
  text.includes('follow.mjs'),
  /data-followed="(.*?)"/.exec(text)?.[1],
];
const follows = (text: string) => expect(tells(text)).toEqual([true, true, 'true']);
const stays = (text: string) => expect(tells(text)).toEqual([false, false, 'false']);

describe('the page of an order', () => {
  it('follows it while it is pending, with scripts and without', async () => {
    const text = await shop().page('/ui/orders/order-1');
    expect(text).toContain('<script type="module" src="/ui/follow.mjs">');
    expect(text).toContain('<noscript><meta http-equiv="refresh" content="3"');
    expect(text).toContain('Charge your card: <strong>under way</strong>');
    expect(text).not.toContain('Thank you');
  });

  it.each([
    ['SUCCESS', null, 'finish', 'COMPLETED', 'Thank you.'],
    ['FAILURE', 'PAYMENT_REFUSED', 'undo claim-reservations', 'COMPENSATED', 'The payment was refused.'],
    ['FAILURE', null, 'undo create-order', 'FAILED', 'The shop cannot say why.'],
  ] as const)('stays as it is when it is %s (%s), and its saga has ended', async (...told) => {
    const [status, reason, underWay, ended, says] = told;
    const page = (state: string) =>
      shop({ order: async () => ({ ...order, status, reason, state }) }).page('/ui/orders/order-1');
    follows(await page(underWay));
    const text = await page(ended);
    expect(text).toContain(says);
    expect(text).not.toContain('This page follows it');
    stays(text);
  });

  it.each([
    ['is followed while the orchestrator is silent', ['orchestrator'], follows],
    ['stays as it is when its saga is no longer kept', [], stays],
  ] as const)('of an order that is decided %s', async (_, silentOnes, does) => {
    const decided = { ...order, status: 'SUCCESS' as const, state: null, steps: null };
    does(
      await shop({ order: async () => ({ ...decided, silent: [...silentOnes] }) }).page('/ui/orders/order-1'),
    );
  });

  it('tells what it can where the rest is silent', async () => {
    const text = await shop({
      order: async () => ({ ...order, steps: null, items: null, total: null }),
    }).page('/ui/orders/order-1');
    expect(text).toContain('How far it has come cannot be told at the moment.');
  });
});

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
