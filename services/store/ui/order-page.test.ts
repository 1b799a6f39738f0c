import { describe, expect, it } from 'vitest';
import { order, shop } from './testing/shop.ts';

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
