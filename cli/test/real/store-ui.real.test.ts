import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { cliHome, type CliHome } from '../harness/cli-home.ts';

let lab: CliHome;
let shop: string;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let said: string[];
let axe: string;

beforeAll(async () => {
  const executablePath = process.env['REAL_CHROMIUM'];
  if (executablePath === undefined) throw new Error('REAL_CHROMIUM is not set: npm run test:real -- store');
  axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  browser = await chromium.launch({
    executablePath,
    headless: true,
    args: ['--no-sandbox', '--disable-gpu'],
  });
  lab = await cliHome();
  expect((await lab.cli('up', '--system', 'store', '--detach')).code).toBe(0);
  shop = (await lab.status()).services.find(({ name }) => name === 'ui')?.url ?? '';
});
afterAll(async () => {
  await browser?.close();
  await lab?.remove();
});
afterEach(() => context.close());

async function open(options: { javaScriptEnabled?: boolean; colorScheme?: 'dark' } = {}): Promise<void> {
  context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  page = await context.newPage();
  said = [];
  page.on('console', (message) => said.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => said.push(error.message));
}

/** What axe finds wrong on the page as it is. */
async function wrong(): Promise<string[]> {
  await page.evaluate(axe);
  const { violations } = (await page.evaluate('axe.run()')) as AxeResults;
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

async function fillCart(): Promise<void> {
  await page.goto(`${shop}/ui/products`);
  await page.getByRole('button', { name: 'Add to cart' }).first().click();
  await page.getByRole('link', { name: 'Go to the cart' }).click();
}

async function order(cardNumber: string): Promise<void> {
  await page.getByRole('link', { name: 'Proceed to checkout' }).click();
  await page.getByLabel('Card owner').fill('Jane Doe');
  await page.getByLabel('Card number').fill(cardNumber);
  await page.getByLabel('Check number').fill('123');
  await page.getByRole('button', { name: 'Place the order' }).click();
}

/** Waits for the order's end and holds that it is this one; else says which it was, or how far the order came. */
async function endsWith(text: string): Promise<void> {
  const ends = /Paid and confirmed\.|The payment was refused\.|The payment could not be made\./;
  await page
    .getByText(ends)
    .waitFor({ timeout: 60_000 })
    .catch(() => undefined);
  expect(await page.getByRole('main').innerText()).toContain(text);
}

const charged = '4000 0000 0000 0002';
const refused = '4000 0000 0000 0402';
/** The provider keeps silent: the order stays pending for some seconds. */
const slow = '4000 0000 0000 0504';

describe.each([true, false])('the shop, scripts allowed: %s', (javaScriptEnabled) => {
  beforeEach(() => open({ javaScriptEnabled }));

  test('follows an order to its end', async () => {
    await fillCart();
    await order(charged);
    await endsWith('Paid and confirmed.');
    expect(await page.title()).toBe('Paid and confirmed: your order – Tea Store');
    await page.getByRole('link', { name: 'Cart', exact: true }).click();
    expect(await page.getByText('Your cart is empty.').isVisible()).toBe(true);
    expect(said).toEqual([]);
  });

  test('tells why an order is cancelled, however long that takes', async () => {
    await fillCart();
    await order(slow);
    expect(await page.getByText('In progress.').isVisible()).toBe(true);
    await endsWith('The payment could not be made.');
    expect(said).toEqual([]);
  });

  test('leads from what is wrong to the field', async () => {
    await fillCart();
    await order('');
    await page.getByRole('link', { name: 'Enter the card number' }).click();
    expect(await page.getByLabel('Card number').getAttribute('aria-invalid')).toBe('true');
    expect(await page.evaluate('location.hash')).toBe('#cardNumber');
  });
});

describe.each(['light', 'dark'] as const)("axe's rules, %s", (colorScheme) => {
  beforeEach(() => open(colorScheme === 'dark' ? { colorScheme } : {}));

  test('hold on every page', async () => {
    const found: Record<string, string[]> = {};
    for (const path of ['/ui', '/ui/products', '/ui/cart', '/ui/nothing']) {
      await page.goto(shop + path);
      found[path] = await wrong();
    }
    await page.goto(`${shop}/ui/products`);
    await page.getByRole('button', { name: 'Add to cart' }).first().click();
    found['added'] = await wrong();
    await page.getByRole('link', { name: 'Go to the cart' }).click();
    found['filled cart'] = await wrong();
    await page.getByRole('link', { name: 'Proceed to checkout' }).click();
    found['checkout'] = await wrong();
    await page.getByRole('button', { name: 'Place the order' }).click();
    found['errors'] = await wrong();
    await page.goto(`${shop}/ui/cart`);
    await order(slow);
    found['pending'] = await wrong();
    await fillCart();
    await order(refused);
    await endsWith('The payment was refused.');
    found['cancelled'] = await wrong();
    await fillCart();
    await order(charged);
    await endsWith('Paid and confirmed.');
    found['confirmed'] = await wrong();
    expect(Object.entries(found).filter(([, problems]) => problems.length > 0)).toEqual([]);
  });
});

test('the keyboard reaches the content first, and no page is wider than a small screen', async () => {
  await open();
  await page.goto(`${shop}/ui/products`);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  expect(await page.evaluate('document.activeElement.id')).toBe('main');
  await page.setViewportSize({ width: 360, height: 640 });
  for (const path of ['/ui/products', '/ui/cart', '/ui']) {
    await page.goto(shop + path);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
  }
});
