import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startPostgres, type TestPostgres } from '../../../cli/test/harness/postgres.ts';
import { freePort } from '../../../cli/test/harness/free-port.ts';
import { waitUntil } from '../../../cli/lib/wait-until.ts';
import { encodeRecordValue } from '../../tram/index.ts';
import { cardOwner, checksum, paymentWorld } from './payment-fixture.ts';

type World = Awaited<ReturnType<typeof paymentWorld>>;

let server: TestPostgres;
const worlds: World[] = [];

beforeAll(async () => {
  server = await startPostgres();
});
afterEach(async () => {
  for (const world of worlds.splice(0)) await world.close();
});
afterAll(() => server.stop());

async function open(
  env: Record<string, string> = {},
  institute: Record<string, string> = {},
): Promise<World> {
  const world = await paymentWorld({ databaseUrl: await server.createDatabase('payment'), env, institute });
  worlds.push(world);
  return world;
}

const impatient = { T2_PAYMENT_PROVIDER_TIMEOUT: '0.2' };
const slow = { CREDIT_INSTITUTE_TIMEOUT_MS: '1000' };

const refused = '4000000000000402';
const failing = '4000000000000500';
const failingOnce = '4000000000000501';
const neverInTime = '4000000000000504';
const answerLost = '4000000000000505';

const done = { type: 'PaymentDone', outcome: 'SUCCESS' };
const unavailable = { type: 'PaymentUnavailable', outcome: 'FAILURE', payload: {} };

describe('a payment', () => {
  it('is charged once, however often its command comes', async () => {
    const { pay, doPayment, deliver, charges, states, told } = await open();
    const first = await pay('o1');
    expect(first).toMatchObject(done);
    expect(await pay('o1')).toEqual(first);
    const message = doPayment('o2');
    await deliver(message);
    await deliver(message);
    expect(told()).toEqual(['handled', 'handled', 'handled', 'duplicate']);
    expect(await charges()).toEqual(['o1 asked 1', 'o2 asked 1']);
    expect(await states()).toEqual(['o1 charged', 'o2 charged']);
  });

  it('that the provider refuses is refused for good', async () => {
    const { pay, charges, states } = await open();
    expect(await pay('o1', refused)).toMatchObject({ type: 'PaymentRefused', outcome: 'FAILURE' });
    expect(await pay('o1')).toMatchObject({ type: 'PaymentRefused' });
    expect([await charges(), await states()]).toEqual([[], ['o1 refused']]);
  });

  it('is tried again where the provider fails', async () => {
    const { pay, charges } = await open();
    expect(await pay('o1', failingOnce)).toMatchObject(done);
    expect(await charges()).toEqual(['o1 asked 2']);
  });

  it('that keeps failing is cancelled, so that it is certain that nothing was charged', async () => {
    const { pay, api, charges } = await open();
    expect(await pay('o1', failing)).toMatchObject(unavailable);
    expect(await api('GET', '/pay/o1')).toMatchObject({ state: 'cancelled', asked: 3 });
    expect(await charges()).toEqual([]);
  });

  it('whose answer never comes in time is cancelled, and not charged later either', async () => {
    const { pay, api, charges, lines } = await open(impatient, slow);
    expect(await pay('o1', neverInTime)).toMatchObject(unavailable);
    expect(await api('GET', '/pay/o1')).toMatchObject({ state: 'cancelled' });
    // Each of the three requests has come to its end, long after nobody waited for it.
    const ended = async () =>
      (lines[0] ?? []).filter((line) => line.event === 'http' && line.path === '/pay').length === 3 ||
      undefined;
    await waitUntil(ended, { signal: AbortSignal.timeout(10_000) });
    expect(await charges()).toEqual([]);
  });

  it('that was charged is never called anything else, although the answer was lost', async () => {
    const { pay, charges } = await open({ ...impatient, T2_PAYMENT_PROVIDER_ATTEMPTS: '1' }, slow);
    expect(await pay('o1', answerLost)).toMatchObject(done);
    expect(await charges()).toEqual(['o1 asked 1']);
  });

  it('is asked for again by the same key by whoever comes after a stop between asking and writing down', async () => {
    const databaseUrl = await server.createDatabase('payment');
    const first = await paymentWorld({ databaseUrl, institute: slow });
    worlds.push(first);
    const given = first.pay('o1', answerLost);
    const charged = async () => (await first.charges()).length === 1 || undefined;
    await waitUntil(charged, { signal: AbortSignal.timeout(10_000) });
    first.stop();
    await expect(given).rejects.toThrow('aborted');
    expect(await first.states()).toEqual(['o1 asked']);

    const env = { T2_PAYMENT_PROVIDER_DUMMY_URL: `${first.base}/pay` };
    const next = await paymentWorld({ databaseUrl, env });
    worlds.push(next);
    expect(await next.pay('o1')).toMatchObject(done);
    expect([await first.charges(), await next.states()]).toEqual([['o1 asked 2'], ['o1 charged']]);
  });

  it('is unavailable at once where no request can have reached the provider', async () => {
    const nobody = `http://127.0.0.1:${await freePort()}/pay`;
    const { pay, states } = await open({ T2_PAYMENT_PROVIDER_DUMMY_URL: nobody });
    expect(await pay('o1')).toMatchObject(unavailable);
    expect(await states()).toEqual(['o1 unavailable']);
  });

  it('is not answered while nobody knows what became of it, and is when the provider is back', async () => {
    const nobody = `http://127.0.0.1:${await freePort()}/pay`;
    const databaseUrl = await server.createDatabase('payment');
    const world = async (env: Record<string, string>) => {
      const made = await paymentWorld({ databaseUrl, env });
      worlds.push(made);
      return made;
    };
    const cutOff = await world({ T2_PAYMENT_PROVIDER_DUMMY_URL: nobody });
    // Another process had set out to ask, and nobody knows how far it came.
    await cutOff.pool.query("INSERT INTO payments (order_id, total) VALUES ('o1', 12.75)");
    expect(await cutOff.pay('o1')).toBeUndefined();
    expect([await cutOff.states(), cutOff.told()]).toEqual([['o1 asked'], ['handled']]);
    const back = await world({});
    expect(await back.pay('o1')).toMatchObject(done);
  });

  it('is not asked for while the circuit is open, and is when the provider had time to recover', async () => {
    const breaker = {
      T2_PAYMENT_PROVIDER_BREAKER_FAILURES: '3',
      T2_PAYMENT_PROVIDER_BREAKER_OPEN_MS: '300',
    };
    const { pay, api, charges } = await open(breaker);
    await pay('o1', failing);
    expect(await pay('o2')).toMatchObject(unavailable);
    expect(await api('GET', '/pay/o2')).toMatchObject({ status: 404 });
    let orders = 2;
    const recovered = async () => {
      orders += 1;
      return (await pay(`o${orders}`))?.type === 'PaymentDone' || undefined;
    };
    await waitUntil(recovered, { signal: AbortSignal.timeout(10_000) });
    expect(await charges()).toEqual([`o${orders} asked 1`]);
  });

  it('succeeds without a provider where there is to be none', async () => {
    const { pay, charges } = await open({ T2_PAYMENT_PROVIDER_ENABLED: 'false' });
    expect(await pay('o1', refused)).toMatchObject(done);
    expect(await charges()).toEqual([]);
  });

  it('with a card that cannot be opened is set aside, and nobody is asked', async () => {
    const { command, deliver, told, states } = await open();
    const payload = {
      orderId: 'o1',
      card: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
      total: { amount: 1 },
    };
    await deliver(command('DoPayment', payload, 'o1'));
    expect([told(), await states()]).toEqual([['parked'], []]);
  });

  it('that was set aside is redriven without a transaction that waits for the provider', async () => {
    const settings = { CREDIT_INSTITUTE_TIMEOUT_MS: '1500' };
    const { inbox, doPayment, pool, charges, states } = await open({}, settings);
    const [consumer, topicKey] = ['payment-commands', { topic: 'payment', key: 'o1' }];
    const message = doPayment('o1', answerLost);
    const place = { ...topicKey, partition: 0, offset: '0', timestampMs: 1 };
    const record = { ...place, value: encodeRecordValue(message) };
    const why = { reason: 'failed', error: 'out of order', attempts: 5 } as const;
    await inbox.park({ consumer, record, messageId: message.id, ...why });

    let seen: string[] = [];
    const redriven = inbox.redriveNext(consumer, topicKey, async () => {
      seen = await states();
      return undefined;
    });
    // It is charged, and the answer is still waited for.
    await waitUntil(async () => (await charges()).length === 1 || undefined, {
      signal: AbortSignal.timeout(10_000),
    });
    const { rows } = await pool.query(
      `SELECT query FROM pg_stat_activity
       WHERE datname = current_database() AND state LIKE 'idle in transaction%'`,
    );
    expect([rows, await states()]).toEqual([[], ['o1 asked']]);
    expect([await redriven, seen]).toEqual(['handled', ['o1 charged']]);
    expect(await inbox.redriveNext(consumer, topicKey, async () => undefined)).toBe('none');
  });

  it('leaves nothing of the card in tables, logs or lines, however it ends', async () => {
    const cards = ['4111111111111111', refused, failing, failingOnce, answerLost];
    const { pay, pool, logged, lines, api } = await open(impatient, slow);
    for (const [index, card] of cards.entries()) await pay(`o${index}`, card);
    const { rows: names } = await pool.query<{ name: string }>(
      "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'",
    );
    const stored = await Promise.all(
      names.map(async ({ name }) => (await pool.query(`TABLE ${name}`)).rows as object[]),
    );
    const everything = JSON.stringify([stored, logged, lines, await api('GET', '/charges')]);
    expect(everything).toContain('o4');
    for (const secret of [...cards, cardOwner, checksum]) expect(everything).not.toContain(secret);
  });
});
