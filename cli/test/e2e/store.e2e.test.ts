import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { cliHome, type CliHome } from '../harness/cli-home.ts';
import { waitUntil } from '../../lib/wait-until.ts';

let lab: CliHome;
let shop: string;

beforeAll(async () => {
  lab = await cliHome();
  expect((await lab.cli('up', '--system', 'store', '--detach')).code).toBe(0);
  const { services } = await lab.status();
  shop = services.find(({ name }) => name === 'ui')?.url ?? '';
}, 120_000);
afterAll(() => lab.remove());

const stories = [
  'checkout',
  'payment-failure',
  'payment-timeout',
  'payment-retry-succeeds',
  'empty-cart',
  'over-reservation',
  'commit-retried',
  'orchestrator-restart',
  'concurrent-checkouts-one-product',
  'reservation-expiry',
  'claim-refused',
  'order-crash-before-commit',
  'payment-crash-after-charge',
  'payment-crash-before-reply',
  'orchestrator-crash-before-commit',
  'orchestrator-crash-after-commit',
  'rejection-crash-before-commit',
];

test.each(stories)('%s', async (story) => {
  const { code, report } = await lab.run(`store/${story}`);
  const [scenario] = report.scenarios;
  const ill = scenario?.invariants.filter(({ verdict }) => verdict === 'fail' || verdict === 'inconclusive');
  expect({ code, verdict: report.verdict, ill }).toEqual({ code: 0, verdict: 'pass', ill: [] });
});

test('a checkout whose payment is answered too late at first, as on a slow machine, is one all the same', async () => {
  const { services } = await lab.status();
  const institute = services.find(({ name }) => name === 'credit-institute')?.url ?? '';
  const answer = await fetch(new URL('/script', institute), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ next: ['timeout', 'ok'] }),
  });
  expect(answer.status).toBe(200);
  const { report } = await lab.run('store/checkout');
  expect(report.scenarios[0]?.expectations.filter(({ verdict }) => verdict !== 'pass')).toEqual([]);
  expect(report.verdict).toBe('pass');
});

test('the chain of a checkout shows every command, reply and nested request below what caused it', async () => {
  const { report } = await lab.run('store/checkout');
  const chain = report.scenarios[0]?.chain ?? [];
  const paths = chain
    .filter(({ kind, cause }) => kind === 'http' && cause === null)
    .map(({ ref }) => ref.path);
  expect(paths.map((path) => path?.replace(/[^/]+-[0-9a-f]{12}$/, '*'))).toEqual([
    '/inventory/*',
    '/cart/*',
    '/confirm',
  ]);
  expect(chain.filter(({ kind }) => kind === 'missing')).toEqual([]);
});

describe('the shop without scripts', () => {
  let cookie = '';

  async function ask(path: string, form?: Record<string, string>): Promise<Response> {
    const response = await fetch(new URL(path, shop), {
      redirect: 'manual',
      headers: { cookie, origin: shop },
      ...(form && { method: 'POST', body: new URLSearchParams(form) }),
    });
    cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? cookie;
    return response;
  }

  it('sells tea from the first page to the order that is paid', async () => {
    const products = await (await ask('/ui/products')).text();
    const productId = /name="productId" value="([^"]+)"/.exec(products)?.[1] ?? '';
    expect(await (await ask('/ui/add', { productId, units: '2' })).text()).toContain('Added to the cart');
    expect(await (await ask('/ui/cart')).text()).toContain('Proceed to checkout');

    const card = { cardOwner: 'Jane Doe', cardNumber: '4000 0000 0000 0002', checksum: '123' };
    const ordered = await ask('/ui/confirm', card);
    const page = ordered.headers.get('location') ?? '';
    expect([ordered.status, page]).toEqual([303, expect.stringMatching(/^\/ui\/orders\//)]);
    await waitUntil(
      async () => (await (await ask(page)).text()).includes('Paid and confirmed.') || undefined,
      {
        signal: AbortSignal.timeout(20_000),
      },
    );
    expect(await (await ask('/ui/cart')).text()).toContain('Your cart is empty.');
  });

  it('says why an order is cancelled, and fills the cart again', async () => {
    const products = await (await ask('/ui/products')).text();
    const productId = /name="productId" value="([^"]+)"/.exec(products)?.[1] ?? '';
    await ask('/ui/add', { productId, units: '1' });
    const card = { cardOwner: 'Jane Doe', cardNumber: '4000 0000 0000 0402', checksum: '123' };
    const page = (await ask('/ui/confirm', card)).headers.get('location') ?? '';
    const signal = AbortSignal.timeout(20_000);
    await waitUntil(
      async () => (await (await ask(page)).text()).includes('The payment was refused.') || undefined,
      { signal },
    );
    await waitUntil(
      async () => (await (await ask('/ui/cart')).text()).includes('Proceed to checkout') || undefined,
      { signal },
    );
  });
});
