import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { waitUntil } from '../../lib/wait-until.ts';
import { cliHome, type CliHome } from '../harness/cli-home.ts';

let lab: CliHome;
let urls: ReadonlyMap<string, string>;
let stock: pg.Pool;

beforeAll(async () => {
  lab = await cliHome();
  expect((await lab.cli('up', '--system', 'store', '--detach')).code).toBe(0);
  const { services, databases } = await lab.status();
  urls = new Map(services.map(({ name, url }) => [name, url ?? '']));
  const { url } = databases.find(({ name }) => name === 'inventory-db') ?? {};
  stock = new pg.Pool({ connectionString: url });
}, 120_000);
afterAll(async () => {
  await stock?.end();
  await lab.remove();
});

async function ask(service: string, method: string, path: string, body?: unknown) {
  const response = await fetch(`${urls.get(service)}${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, json: text === '' ? undefined : (JSON.parse(text) as unknown) };
}

const put = (product: string, units: number) =>
  ask('inventory', 'PUT', `/inventory/${product}`, {
    name: 'Rare tea',
    description: 'rare',
    units,
    price: 4.25,
  });
const add = (session: string, product: string, units = 1) =>
  ask('ui-backend', 'POST', `/cart/${session}`, { content: { [product]: units } });
const goodCard = '4000 0000 0000 0002';
const refusedCard = '4000 0000 0000 0402';
const confirm = (sessionId: string, cardNumber = goodCard) =>
  ask('ui-backend', 'POST', '/confirm', { sessionId, cardNumber, cardOwner: 'Jane Doe', checksum: '123' });
const cartOf = async (session: string) => (await ask('ui-backend', 'GET', `/cart/${session}`)).json;

interface Order {
  readonly status: string;
  readonly reason: string | null;
  readonly state: string | null;
  readonly steps: Readonly<Record<string, string>> | null;
}

/** The orders of these answers, once their sagas have ended. */
function decided(answers: readonly { readonly json: unknown }[]): Promise<Order[]> {
  return Promise.all(
    answers.map(({ json }) =>
      waitUntil(
        async () => {
          const order = (await ask('ui-backend', 'GET', `/orders/${(json as { orderId: string }).orderId}`))
            .json as Order;
          return order.state === 'COMPLETED' || order.state === 'COMPENSATED' ? order : undefined;
        },
        { signal: AbortSignal.timeout(60_000), everyMs: 50 },
      ),
    ),
  );
}

async function stockOf(product: string) {
  const { rows } = await stock.query<Record<'available' | 'reserved' | 'sold' | 'stocked', number>>(
    'SELECT available::int, reserved::int, sold::int, stocked::int FROM products WHERE id = $1',
    [product],
  );
  return rows[0]!;
}

/** Looks at the stock again and again while `work` is under way; resolves with what it came to, and all that was seen. */
async function watching<T>(product: string, work: Promise<T>) {
  const seen: Awaited<ReturnType<typeof stockOf>>[] = [];
  let ended = false;
  const watch = (async () => {
    while (!ended) seen.push(await stockOf(product));
  })();
  const result = await work.finally(() => (ended = true));
  await watch;
  return { result, seen };
}

const withStatus = <A extends { readonly status: unknown }>(answers: readonly A[], status: unknown) =>
  answers.filter((answer) => answer.status === status);

test('many sessions check out a scarce product at once: what is sold is what confirmed orders bought', async () => {
  const product = 'rare-tea';
  const [sessions, units] = [12, 6];
  const names = Array.from({ length: sessions }, (_, index) => `rush-${index}`);
  await put(product, units);

  const reserving = Promise.all(names.map((name) => add(name, product)));
  const { result: added, seen: whileReserving } = await watching(product, reserving);
  expect([withStatus(added, 200).length, withStatus(added, 409).length]).toEqual([units, sessions - units]);
  const lucky = names.filter((_, index) => added[index]?.status === 200);
  const broke = lucky.slice(0, units / 2);

  const rush = async () => {
    const answers = await Promise.all(
      names.map((name) => confirm(name, broke.includes(name) ? refusedCard : goodCard)),
    );
    const [ordered, refused] = [withStatus(answers, 200), withStatus(answers, 409)];
    expect([ordered.length, refused.length]).toEqual([units, sessions - units]);
    return decided(ordered);
  };
  const { result: orders, seen: whileOrdering } = await watching(product, rush());

  const [paid, failed] = [withStatus(orders, 'SUCCESS'), withStatus(orders, 'FAILURE')];
  expect([paid.length, failed.length]).toEqual([units - broke.length, broke.length]);
  for (const order of failed) {
    expect(order).toMatchObject({ reason: 'PAYMENT_REFUSED', state: 'COMPENSATED' });
    expect(order.steps).toMatchObject({ 'claim-reservations': 'undone', 'create-order': 'undone' });
  }
  // What was refused is reserved again, for the session whose cart comes back.
  expect(await stockOf(product)).toEqual({
    available: 0,
    reserved: failed.length,
    sold: paid.length,
    stocked: units,
  });
  for (const name of broke)
    await waitUntil(async () => ((await cartOf(name)) as unknown[]).length === 1 || undefined, {
      signal: AbortSignal.timeout(60_000),
    });

  for (const { available, reserved, sold, stocked } of [...whileReserving, ...whileOrdering]) {
    expect(Math.min(available, reserved, sold)).toBeGreaterThanOrEqual(0);
    expect(available + reserved + sold).toBe(stocked);
  }

  const again = await decided(await Promise.all(broke.map((name) => confirm(name))));
  expect(withStatus(again, 'SUCCESS')).toHaveLength(broke.length);
  expect(await stockOf(product)).toEqual({ available: 0, reserved: 0, sold: units, stocked: units });
});

test('a session that checks out many times at once buys once what it has reserved', async () => {
  const product = 'double-tea';
  await put(product, 5);
  expect((await add('hasty', product, 5)).status).toBe(200);
  const answers = await Promise.all(Array.from({ length: 6 }, () => confirm('hasty')));
  const ordered = withStatus(answers, 200);
  expect(ordered.length + withStatus(answers, 409).length).toBe(answers.length);
  const orders = await decided(ordered);
  expect(withStatus(orders, 'SUCCESS')).toHaveLength(1);
  for (const order of withStatus(orders, 'FAILURE')) expect(order.reason).toBe('NOTHING_RESERVED');
  expect(await stockOf(product)).toEqual({ available: 0, reserved: 0, sold: 5, stocked: 5 });
});
