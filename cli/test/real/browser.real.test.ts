import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { htmlOf } from '../../exports/html/html.ts';
import { svgOf } from '../../exports/svg.ts';
import { retoldRun, withHostileText } from '../../exports/testing/retold-runs.ts';

/** What the page says of a browser that looks for nothing on its own. */
const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

let folder: string;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let said: string[];
let asked: string[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'browser-'));
  const executablePath = process.env['REAL_CHROMIUM'];
  if (executablePath === undefined) throw new Error('REAL_CHROMIUM is not set: npm run test:real -- browser');
  browser = await chromium.launch({ executablePath, headless: true, args: quiet });
  const run = await retoldRun([{}, { unrelayed: ['OrderApproved'] }]);
  await writeFile(join(folder, 'run.html'), htmlOf(run));
  await writeFile(join(folder, 'run.svg'), svgOf(run));
  const evil =
    '</script><script>document.title="harmed"</script><img src="http://127.0.0.1:9/x" onerror="document.title=1">';
  await writeFile(join(folder, 'hostile.html'), htmlOf(withHostileText(run, evil)));
});
afterAll(async () => {
  await browser?.close();
  await rm(folder, { recursive: true });
});

beforeEach(async () => {
  context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  page = await context.newPage();
  said = [];
  asked = [];
  page.on('console', (message) => said.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => said.push(error.message));
  page.on('request', (request) => asked.push(request.url()));
});
afterEach(() => context.close());

const open = (name: string) => page.goto(pathToFileURL(join(folder, name)).href);

describe('the HTML in a real browser', () => {
  test('says nothing on the console, and asks for nothing but itself', async () => {
    await open('run.html');
    expect(await page.locator('body.live').count()).toBe(1);
    expect(said).toEqual([]);
    expect(asked).toEqual([pathToFileURL(join(folder, 'run.html')).href]);
  });

  test('the scrubber moves by keys, and the panes with it', async () => {
    await open('run.html');
    const first = page.locator('.scenario').first();
    const range = first.locator('input[type=range]');
    const rows = first.locator('.pane-outbox li:visible');
    expect(await rows.count()).toBe(4);
    await range.focus();
    await page.keyboard.press('Home');
    expect(await rows.count()).toBe(0);
    expect(await first.locator('output').textContent()).toMatch(/^1 of \d+: /);
    for (let moment = 0; moment < 60 && (await rows.count()) === 0; moment++)
      await page.keyboard.press('ArrowRight');
    expect(await rows.first().textContent()).toContain('waits');
    await page.keyboard.press('End');
    expect(await rows.count()).toBe(4);
  });

  test('choosing an outbox row lights up its record, document and state', async () => {
    await open('run.html');
    const first = page.locator('.scenario').first();
    await first.locator('.pane-outbox li', { hasText: 'OrderCreated' }).locator('button').click();
    for (const [pane, text] of [
      ['topics', 'OrderCreated'],
      ['documents', 'orders 17 version 1, OrderCreated applied'],
      ['documents', 'orders 17 version 2, OrderApproved applied'],
      ['sagas', 'APPROVED'],
    ] as const)
      expect(await first.locator(`.pane-${pane} li.lit`, { hasText: text }).count()).toBe(1);
    expect(await first.locator('.chain li.chosen').count()).toBe(1);
    await page.keyboard.press('Escape');
    expect(await page.locator('.lit').count()).toBe(0);
  });

  test('a step of the diagram can be chosen too', async () => {
    await open('run.html');
    const first = page.locator('.scenario').first();
    await first.locator('.seq-message', { hasText: 'Order/0@0' }).locator('text').first().click();
    expect(await first.locator('.pane-topics li.chosen').textContent()).toContain('Order/0@0');
  });

  test('runs nothing that a message or an error says', async () => {
    await open('hostile.html');
    expect(await page.title()).toMatch(/^saga-lab: /);
    expect(await page.locator('body.live').count()).toBe(1);
    expect(said).toEqual([]);
    expect(asked).toHaveLength(1);
  });

  test('is no wider than the screen, large or small, light or dark', async () => {
    await open('run.html');
    for (const colorScheme of ['light', 'dark'] as const)
      for (const width of [1280, 390]) {
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize({ width, height: 800 });
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
        const path = join(folder, `${colorScheme}-${width}.png`);
        expect((await page.screenshot({ path })).length).toBeGreaterThan(10_000);
      }
  });

  test('can be read where no script runs', async () => {
    const still = await browser.newContext({ javaScriptEnabled: false });
    const plain = await still.newPage();
    await plain.goto(pathToFileURL(join(folder, 'run.html')).href);
    expect(await plain.locator('.chain li').first().isVisible()).toBe(true);
    expect(await plain.locator('.k-missing').first().textContent()).toContain(
      'missing: OrderApproved not relayed',
    );
    expect(await plain.locator('.scrubber').first().isVisible()).toBe(false);
    await still.close();
  });
});

describe('the SVG in a real browser', () => {
  test('no two texts overlap as they are really drawn', async () => {
    await open('run.svg');
    const overlaps = await page.evaluate(`(() => {
      const boxes = [...document.querySelectorAll('text')].map((text) => [text.textContent, text.getBoundingClientRect()]);
      return boxes.flatMap(([one, a], index) => boxes.slice(index + 1)
        .filter(([, b]) => a.left < b.right && b.left < a.right && a.top + 2 < b.bottom && b.top + 2 < a.bottom)
        .map(([other]) => one + ' and ' + other));
    })()`);
    expect(overlaps).toEqual([]);
    expect(said).toEqual([]);
  });
});
