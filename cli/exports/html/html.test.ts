import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import type { RetoldRun } from '../../runs/recording.ts';
import { Page } from '../testing/page.ts';
import { retoldRun, withHostileText } from '../testing/retold-runs.ts';
import { htmlOf } from './html.ts';

let run: RetoldRun;
let text: string;
beforeAll(async () => {
  run = await retoldRun();
  text = htmlOf(run);
});

const item = (page: Page, pane: string, name: string) =>
  page.all(`.pane-${pane} li`).find((each) => each.querySelector('.thing')?.textContent.includes(name))!;

describe('the page, before any script runs', () => {
  test('asks nothing of a network, and may not', () => {
    const own = text.replaceAll('http://www.w3.org/2000/svg', '');
    expect(own).not.toMatch(/https?:\/\/|src=|@import|url\(/);
    const policy = new Page(text).one('meta[http-equiv]').getAttribute('content') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
  });

  test('allows its own script and style by their hashes alone', () => {
    const page = new Page(text);
    const policy = page.one('meta[http-equiv]').getAttribute('content') ?? '';
    for (const selector of ['script[type=module]', 'style']) {
      const [content] = page.all(selector).map(({ textContent }) => textContent);
      expect(policy).toContain(`'sha256-${createHash('sha256').update(content!).digest('base64')}'`);
    }
    expect(page.all('style')).toHaveLength(1);
    expect(page.all('[style], [onclick], [onload], [onerror]')).toEqual([]);
  });

  test('tells verdicts, the chain and all that the panes hold', () => {
    const page = new Page(text);
    expect(page.one('h1').textContent).toContain('pass');
    const hops = page.all('.chain > li .label').map((hop) => hop.textContent);
    expect(hops).toHaveLength(run.scenarios[0]!.chain.length);
    expect(page.one('.checks').textContent).toContain('effects-once');
    expect(page.shown('outbox')).toContain('OrderCreated to Order key 17');
    expect(page.shown('topics')).toContain('Order/0@0 OrderCreated key 17');
    expect(page.shown('sagas')).toEqual([
      'create-order 17: PENDING',
      'create-order 17: PENDING → APPROVED (final)',
    ]);
    expect(page.one('.scrubber').hidden).toBe(true);
  });

  test('holds the chain as the run reported it', () => {
    expect(new Page(text).data.scenarios[0]!.chain).toEqual(
      JSON.parse(JSON.stringify(run.scenarios[0]!.chain)),
    );
  });

  test('marks the fields of a document that an event changed', () => {
    const marks = new Page(text).all('.pane-documents mark').map(({ textContent }) => textContent);
    expect(marks.join('\n')).toContain('"state": "APPROVED"');
    expect(marks.join('\n')).not.toContain('"name": "Jane"');
  });

  test('gives everything that can be used a name', () => {
    const page = new Page(text);
    for (const button of page.all('button'))
      expect(button.getAttribute('aria-label') ?? button.textContent.trim()).not.toBe('');
    for (const summary of page.all('summary'))
      expect(summary.getAttribute('aria-label') ?? summary.textContent.trim()).not.toBe('');
    const ids = page.all('[id]').map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('hostile text', () => {
  const texts = [
    '</script><script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    '<!--<script>',
    "'; alert(1); '",
    '\u2028\u2029\u0000</style>',
    '${alert(1)}',
    '</pre></li></ol><svg onload=alert(1)>',
  ];

  test.each(texts)('%j is only text', (evil) => {
    const hostile = htmlOf(withHostileText(run, evil));
    const [page, calm] = [new Page(hostile), new Page(htmlOf(withHostileText(run, 'harmless')))];
    for (const name of ['script', 'style', 'img', 'svg', 'li', 'pre', 'button', 'section'])
      expect(page.all(name)).toHaveLength(calm.all(name).length);
    expect(page.all('[onerror], [onload], [src]')).toEqual([]);
    expect(page.data.scenarios[0]!.chain[0]!.label).toBe(evil);
    expect(page.run().one('.chain > li button').textContent.replaceAll('\uFFFD', '\u0000')).toContain(evil);
  });

  test('the embedded data can neither end its element nor begin a comment in it', () => {
    const json = /<script type="application\/json" id="run">(.*?)<\/script>/s.exec(
      htmlOf(withHostileText(run, texts.join(''))),
    )![1]!;
    expect(json).not.toMatch(/[<>\u2028\u2029]/);
  });
});

describe('the scrubber', () => {
  test('shows the system as it was at a moment, and the end at first', () => {
    const page = new Page(text).run();
    expect(page.one('.scrubber').hidden).toBe(false);
    const end = page.shown('outbox');
    const { moments } = page.data.scenarios[0]!;
    expect(page.one('output').textContent).toContain(`${moments.length} of ${moments.length}`);

    const committed = moments.findIndex(({ label }) => label.includes('insert orders 17'));
    page.goTo(committed - 1);
    expect(page.shown('outbox')).not.toContain('OrderCreated to Order key 17');
    expect(page.shown('sagas')).toEqual([]);
    page.goTo(committed);
    expect(page.shown('outbox').at(-1)).toBe('OrderCreated to Order key 17');
    expect(page.shown('sagas')).toEqual(['create-order 17: PENDING']);
    expect(page.one('.pane-outbox li.waits').textContent).toContain('waits');
    expect(page.shown('topics')).not.toContain('Order/0@0 OrderCreated key 17');

    page.goTo(moments.length - 1);
    expect(page.shown('outbox')).toEqual(end);
    expect(page.all('.pane-outbox li.waits')).toEqual([]);
  });

  test('a document is there once: in the version that it then had', () => {
    const page = new Page(text).run();
    const { moments } = page.data.scenarios[0]!;
    const orders = () => page.shown('documents').filter((name) => name.startsWith('orders 17'));
    expect(orders()).toEqual(['orders 17 version 2, OrderApproved applied']);
    page.goTo(moments.findIndex(({ label }) => label === 'insert of orders 17'));
    expect(orders()).toEqual(['orders 17 version 1, OrderCreated applied']);
    page.goTo(0);
    expect(orders()).toEqual([]);
  });

  test('goes on and back by its buttons, never over the ends', () => {
    const page = new Page(text).run();
    const at = () => page.one('output').textContent.split(':')[0];
    const { length } = page.data.scenarios[0]!.moments;
    page.one('[data-go=on]').click();
    expect(at()).toBe(`${length} of ${length}`);
    page.one('[data-go=first]').click();
    page.one('[data-go=back]').click();
    expect(at()).toBe(`1 of ${length}`);
    page.one('[data-go=on]').click();
    expect(at()).toBe(`2 of ${length}`);
  });

  test('what is missing is so at the end only, and says for what it stands', async () => {
    const page = new Page(htmlOf(await retoldRun([{ unrelayed: ['OrderCreated'] }]))).run();
    expect(page.one('.chain .k-missing').textContent).toContain('missing: OrderCreated not relayed');
    expect(page.one('.chain .k-missing').classList.contains('future')).toBe(false);
    page.goTo(0);
    expect(page.one('.chain .k-missing').classList.contains('future')).toBe(true);
  });
});

describe('linked selection', () => {
  test('choosing an outbox row lights up its record, its state and its document, and no others', () => {
    const page = new Page(text).run();
    const row = item(page, 'outbox', 'OrderCreated');
    row.querySelector('button')!.click();
    expect(row.classList.contains('chosen')).toBe(true);
    expect(item(page, 'topics', 'OrderCreated').classList.contains('lit')).toBe(true);
    expect(item(page, 'sagas', 'APPROVED').classList.contains('lit')).toBe(true);
    expect(item(page, 'documents', 'orders 17').classList.contains('lit')).toBe(true);
    expect(item(page, 'topics', 'CustomerCreated').classList.contains('lit')).toBe(false);
    expect(page.all('.seq .lit').length).toBeGreaterThan(3);
    expect(page.one('#said').textContent).toMatch(
      /^OrderCreated of Order 17 in the outbox: \d+ before it, \d+ after/,
    );
  });

  test('again, or Escape, and nothing is chosen', () => {
    const page = new Page(text).run();
    const button = page.one('.chain > li button');
    button.click();
    expect(button.getAttribute('aria-pressed')).toBe('true');
    page.press(button, 'Escape');
    expect(page.all('.lit, .chosen')).toEqual([]);
    button.click();
    button.click();
    expect(page.all('.choosing')).toEqual([]);
  });

  test('what is opened to be read is not chosen by it', () => {
    const page = new Page(text).run();
    item(page, 'outbox', 'OrderCreated').querySelector('pre')!.click();
    expect(page.all('.chosen')).toEqual([]);
  });

  test('arrow keys walk the chain', () => {
    const page = new Page(text).run();
    const [first, second] = page.all('.chain > li button');
    first!.focus();
    page.press(first!, 'ArrowDown');
    expect(page.window.document.activeElement).toBe(second);
    page.press(second!, 'ArrowUp');
    expect(page.window.document.activeElement).toBe(first);
  });
});

describe('a long run', () => {
  test('keeps the first moments, and says how many it left out', () => {
    const [scenario] = run.scenarios;
    const last = scenario!.observations.at(-1)!;
    const more = Array.from({ length: 2100 }, (_, index) => ({
      seq: last.seq + index + 1,
      seenMs: last.seenMs + index,
      kind: 'process' as const,
      process: 'relay',
      pid: null,
      state: 'ready' as const,
    }));
    const { title, report, chain, chainSource, model } = scenario!;
    const observations = [...scenario!.observations, ...more];
    const long = { ...run, scenarios: [{ title, report, chain, chainSource, model, observations }] };
    const page = new Page(htmlOf(long)).run();
    expect(page.data.scenarios[0]!.moments).toHaveLength(2000);
    expect(page.one('.note').textContent).toMatch(/^Only the first 2000 of 2\d\d\d observations/);
  });

  test('tells those that failed in full, and the rest in short', () => {
    const [scenario] = run.scenarios;
    const { title, report, chain, chainSource, model, observations } = scenario!;
    const passed = { title, report, chain, chainSource, model, observations };
    const failed = { ...passed, title: 'the failed one', report: { ...report, verdict: 'fail' as const } };
    const scenarios = [...Array.from({ length: 45 }, () => ({ ...passed })), failed];
    const long = htmlOf({ ...run, scenarios });
    expect(long.match(/data-scenario="/g)).toHaveLength(40);
    expect(long.slice(long.indexOf('data-scenario="39"'))).toContain('<h2>the failed one</h2>');
    expect(long.match(/class="scenario"/g)).toHaveLength(46);
    expect(long.match(/data-scenario="\d+" open/g)).toEqual(['data-scenario="39" open']);
    expect(long).toContain('6 more are told without chain and panes');
  });
});
