import { describe, expect, it, test } from 'vitest';
import { waitUntil } from '../../../cli/lib/wait-until.ts';
import { callApi, requestApi } from '../../../cli/test/harness/call-api.ts';
import { routes } from './http.ts';
import { Institute } from './institute.ts';

const calm = { timeoutMs: 0, failureRate: 0, timeoutRate: 0, latencyMs: 0, random: () => 0.5 };

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
  const charges = async () => (await call('GET', '/charges')).json;
  return { institute, call, pay, charges };
}

describe('credit institute', () => {
  it('charges once for each key, and remembers no card', async () => {
    const { pay, charges } = open();
    expect(await pay('order-1')).toEqual([200, '']);
    expect(await pay('order-1')).toEqual([200, '']);
    expect(await pay('order-2', '4111111111111111', 0.1)).toEqual([200, '']);
    expect(await charges()).toEqual({
      charges: [
        { key: 'order-1', state: 'charged', total: 12.75, asked: 2 },
        { key: 'order-2', state: 'charged', total: 0.1, asked: 1 },
      ],
    });
  });

  it('charges each time where no key is given, as T2 does', async () => {
    const { institute, pay } = open();
    await pay();
    await pay();
    expect(institute.ledger.charges()).toHaveLength(2);
  });

  it('follows its script, then charges again', async () => {
    const { call, pay, charges } = open();
    await call('POST', '/script', { next: ['fail', 'refuse'] });
    expect(await pay('order-1')).toEqual([500, 'The payment failed']);
    expect(await pay('order-2')).toEqual([402, 'The card is refused']);
    expect(await pay('order-1')).toEqual([200, '']);
    expect(await pay('order-2')).toEqual([402, 'The card is refused']);
    expect(await charges()).toMatchObject({ charges: [{ key: 'order-1', asked: 2 }] });
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
    expect(await charges()).toEqual({ charges: [] });
  });

  it('cancels what is under way and late, and lets nobody wait for it any longer', async () => {
    const { institute, call, pay, charges } = open({ ...calm, timeoutMs: 600_000 });
    institute.script = ['timeout'];
    const late = pay('order-1');
    await until(() => institute.ledger.find('order-1') !== undefined);
    expect((await call('POST', '/pay/order-1/cancel')).json).toMatchObject({ state: 'cancelled' });
    expect(await late).toEqual([409, 'The payment was cancelled']);
    expect(await charges()).toEqual({ charges: [] });
  });

  it('charges what is late when nobody has cancelled it', async () => {
    const { institute, pay } = open({ ...calm, timeoutMs: 20 });
    institute.script = ['timeout'];
    expect(await pay('order-1')).toEqual([200, '']);
    expect(institute.ledger.charges()).toHaveLength(1);
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
