import { describe, expect, it, test } from 'vitest';
import { waitUntil } from '../../../cli/lib/wait-until.ts';
import { callApi, requestApi } from '../../../cli/test/harness/call-api.ts';
import { routes } from './http.ts';
import { Institute } from './institute.ts';

const calm = { timeoutMs: 0, failureRate: 0, timeoutRate: 0, latencyMs: 0, random: () => 0.5 };

interface ChargesPage {
  readonly _embedded: { readonly charges: readonly { readonly key: string }[] };
  readonly _links: object;
  readonly page: object;
}

const keysOf = ({ _embedded }: ChargesPage) => _embedded.charges.map(({ key }) => key);

function open(options = calm) {
  const institute = new Institute(options);
  const call = callApi(routes(institute));
  const request = requestApi(routes(institute));
  /** Status and text. */
  const pay = async (key?: string, cardNumber = '4111111111111111', total: unknown = 12.75) => {
    const body = { cardNumber, cardOwner: 'Jane Doe', checksum: '123', total };
    const response = await request('POST', '/pay', body, key === undefined ? {} : { 'idempotency-key': key });
    return [response.status, await response.text()] as const;
  };
  const chargesPage = async (query = '') => (await call('GET', `/charges${query}`)).json as ChargesPage;
  const charges = async () => (await chargesPage())._embedded.charges;
  return { institute, call, pay, charges, chargesPage };
}

describe('credit institute', () => {
  it('charges once for each key, and remembers no card', async () => {
    const { pay, charges } = open();
    expect(await pay('order-1')).toEqual([200, '']);
    expect(await pay('order-1')).toEqual([200, '']);
    expect(await pay('order-2', '4111111111111111', 0.1)).toEqual([200, '']);
    expect(await charges()).toEqual([
      { key: 'order-1', state: 'charged', total: 12.75, asked: 2 },
      { key: 'order-2', state: 'charged', total: 0.1, asked: 1 },
    ]);
  });

  it('lists charges a page at a time, in the order in which they were made', async () => {
    const { institute, call, pay, chargesPage } = open({ ...calm, timeoutMs: 600_000 });
    institute.script = ['timeout'];
    const late = pay('late');
    await until(() => institute.ledger.find('late') !== undefined);
    await call('POST', '/script', { next: ['refuse'] });
    await pay('refused');
    // The first request for `late` ends with the third, which finds it charged.
    for (const key of ['order-1', 'order-2', 'late', 'late']) await pay(key);
    await late;

    const first = await chargesPage('?page=0&size=2');
    expect(keysOf(first)).toEqual(['order-1', 'order-2']);
    expect(first.page).toEqual({ size: 2, totalElements: 3, totalPages: 2, number: 0 });
    expect(first._links).toMatchObject({ next: { href: 'http://127.0.0.1/charges?page=1&size=2' } });
    expect(keysOf(await chargesPage('?page=1&size=2'))).toEqual(['late']);
    expect(keysOf(await chargesPage('?page=2&size=2'))).toEqual([]);
    expect((await chargesPage()).page).toMatchObject({ size: 20, totalElements: 3 });
  });

  test.each([
    ['size', 0, 'from 1 to 1000'],
    ['size', 1001, 'from 1 to 1000'],
    ['page', '-1', 'from 0 to 1000000'],
    ['page', 'two', 'from 0 to 1000000'],
  ])('refuses a page whose %s is %s, and says what it may be', async (field, value, range) => {
    expect(await open().call('GET', `/charges?${field}=${value}`)).toMatchObject({
      status: 400,
      json: { errors: [{ field, value, rule: `must be a whole number ${range}` }] },
    });
  });

  it('charges each time where no key is given, as T2 does', async () => {
    const { pay, charges } = open();
    await pay();
    await pay();
    expect(await charges()).toHaveLength(2);
  });

  it('follows its script, then charges again', async () => {
    const { call, pay, charges } = open();
    await call('POST', '/script', { next: ['fail', 'refuse'] });
    expect(await pay('order-1')).toEqual([500, 'The payment failed']);
    expect(await pay('order-2')).toEqual([402, 'The card is refused']);
    expect(await pay('order-1')).toEqual([200, '']);
    expect(await pay('order-2')).toEqual([402, 'The card is refused']);
    expect(await charges()).toMatchObject([{ key: 'order-1', asked: 2 }]);
  });

  it('takes a test card by its last digits', async () => {
    const { pay } = open();
    expect(await pay('order-1', '4000000000000501')).toEqual([500, 'The payment failed']);
    expect(await pay('order-1', '4000000000000501')).toEqual([200, '']);
    expect((await pay('order-2', '4000000000000402'))[0]).toBe(402);
  });

  it('cancels what is not charged, and all that comes later by that key', async () => {
    const { call, pay, charges } = open();
    expect((await call('POST', '/pay/order-1/cancel')).json).toMatchObject({ state: 'cancelled' });
    expect(await pay('order-1')).toEqual([409, 'The payment was cancelled']);
    expect(await charges()).toEqual([]);
  });

  it('cancels what is under way and late, and lets nobody wait for it any longer', async () => {
    const { institute, call, pay, charges } = open({ ...calm, timeoutMs: 600_000 });
    institute.script = ['timeout'];
    const late = pay('order-1');
    await until(() => institute.ledger.find('order-1') !== undefined);
    expect((await call('POST', '/pay/order-1/cancel')).json).toMatchObject({ state: 'cancelled' });
    expect(await late).toEqual([409, 'The payment was cancelled']);
    expect(await charges()).toEqual([]);
  });

  it('charges what is late when nobody has cancelled it', async () => {
    const { institute, pay, charges } = open({ ...calm, timeoutMs: 20 });
    institute.script = ['timeout'];
    expect(await pay('order-1')).toEqual([200, '']);
    expect(await charges()).toHaveLength(1);
  });

  it('does not cancel what is charged, although its answer is late', async () => {
    const { institute, call, pay } = open({ ...calm, timeoutMs: 600_000 });
    institute.script = ['lost'];
    const late = pay('order-1');
    await until(() => institute.ledger.find('order-1')?.state === 'charged');
    expect((await call('POST', '/pay/order-1/cancel')).json).toMatchObject({ state: 'charged' });
    expect((await call('GET', '/pay/order-1')).json).toMatchObject({ state: 'charged', total: 12.75 });
    expect(await late).toEqual([200, '']);
  });

  it('gives a late answer at last when it is asked for again', async () => {
    const { institute, pay } = open({ ...calm, timeoutMs: 600_000 });
    institute.script = ['lost'];
    const late = pay('order-1');
    await until(() => institute.ledger.find('order-1')?.state === 'charged');
    expect(await pay('order-1')).toEqual([200, '']);
    expect(await late).toEqual([200, '']);
  });

  it('knows nothing of what it was never asked for', async () => {
    expect((await open().call('GET', '/pay/nothing')).status).toBe(404);
  });

  test.each([
    ['/timeout', 0, 250, -1],
    ['/failurerate', 0, 0.25, -0.1],
    ['/timeoutrate', 0, 1, 1.5],
  ])('has %s read and set, and refuses what is out of range', async (path, first, set, wrong) => {
    const { call } = open();
    expect(await call('GET', path)).toEqual({ status: 200, json: first });
    expect(await call('POST', path, set)).toEqual({ status: 200, json: set });
    expect((await call('POST', path, wrong)).status).toBe(400);
    expect(await call('GET', path)).toEqual({ status: 200, json: set });
  });

  it('fails and is late by chance, as it is told', async () => {
    const { call, pay } = open();
    await call('POST', '/failurerate', 1);
    expect((await pay('order-1'))[0]).toBe(500);
    await call('POST', '/failurerate', 0);
    expect((await pay('order-1'))[0]).toBe(200);
  });
});

async function until(holds: () => boolean): Promise<void> {
  const look = () => holds() || undefined;
  await waitUntil(look, { signal: AbortSignal.timeout(5_000) });
}
