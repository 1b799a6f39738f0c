import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import { Money } from '../../../runtime/values/money.ts';
import { cartsAt } from './cart.ts';
import { inventoryAt } from './inventory.ts';
import { orchestratorAt } from './orchestrator.ts';

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

interface Asked {
  readonly line: string;
  readonly body: string;
  readonly headers: IncomingMessage['headers'];
}

interface Canned {
  readonly status?: number;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
}

/** Answers each `METHOD /path` as told, and remembers what it was asked. */
async function serving(answers: Record<string, Canned>): Promise<{ url: string; asked: Asked[] }> {
  const asked: Asked[] = [];
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const line = `${request.method} ${request.url}`;
    asked.push({ line, body: await text(request), headers: request.headers });
    const { status = 200, headers, body } = answers[line] ?? { status: 404 };
    response.writeHead(status, headers);
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  };
  server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

const item = (name: string) => ({
  name,
  description: `very nice ${name} tea`,
  units: 42,
  price: 4.25,
  _links: { self: { href: `http://elsewhere/inventory/${encodeURIComponent(`id of ${name}`)}` } },
});

describe('the inventory', () => {
  it('is read to its last page, each page once', async () => {
    const { url, asked } = await serving({
      'GET /inventory': {
        body: {
          _embedded: { inventory: [item('Earl Grey')] },
          _links: { next: { href: 'http://elsewhere/inventory?page=1' } },
        },
      },
      'GET /inventory?page=1': { body: { _embedded: { inventory: [item('Assam')] }, _links: {} } },
    });
    const products = await inventoryAt(url).products();
    expect(products.map(({ id, name, price }) => [id, name, price.toString()])).toEqual([
      ['id of Earl Grey', 'Earl Grey', '4.25'],
      ['id of Assam', 'Assam', '4.25'],
    ]);
    expect(asked).toHaveLength(2);
  });

  it('is ill when it fails, and is named with what it said, however large its numbers', async () => {
    const body = '{"seq":9007199254740993}';
    const { url } = await serving({ 'GET /inventory/odd': { status: 500, body } });
    await expect(inventoryAt(url).product('odd')).rejects.toThrow(`inventory answered 500: ${body}`);
  });

  it('says why it refuses a reservation', async () => {
    const detail = '1 units of Earl Grey are available, not 2';
    const { url, asked } = await serving({
      'POST /inventory/reservation': { status: 409, body: { status: 409, detail } },
    });
    expect(await inventoryAt(url).reserve('s', 'p', 2)).toEqual({ outcome: 'refused', why: detail });
    expect(JSON.parse(asked[0]?.body ?? '')).toEqual({ productId: 'p', sessionId: 's', units: 2 });
  });

  it('knows no product that it does not have, and is ill when it answers something else', async () => {
    const { url } = await serving({ 'GET /inventory/odd': { body: { name: 'x' } } });
    expect(await inventoryAt(url).product('none')).toBeUndefined();
    await expect(inventoryAt(url).product('odd')).rejects.toThrow(/^inventory answered 200/);
  });
});

describe('a cart', () => {
  it('is empty where there is none, and is then written only if there is still none', async () => {
    const { url, asked } = await serving({ 'PUT /cart/s%2F1': { status: 201 } });
    const carts = cartsAt(url);
    const cart = await carts.read('s/1');
    expect(cart).toEqual({ content: new Map(), etag: null });
    expect(await carts.write('s/1', cart, new Map([['p', 2]]))).toBe(true);
    expect(asked[1]).toMatchObject({ body: '{"content":{"p":2}}', headers: { 'if-none-match': '*' } });
  });

  it('is changed and emptied only as it was read', async () => {
    const { url, asked } = await serving({
      'GET /cart/s': { headers: { etag: '"7"' }, body: { content: { p: 2 } } },
      'PUT /cart/s': { status: 412 },
      'DELETE /cart/s': { status: 412 },
    });
    const carts = cartsAt(url);
    const cart = await carts.read('s');
    expect(await carts.write('s', cart, new Map())).toBe(false);
    expect(await carts.empty('s', cart)).toBe(false);
    expect(asked.slice(1).map(({ headers }) => headers['if-match'])).toEqual(['"7"', '"7"']);
  });
});

describe('the orchestrator', () => {
  it('is told amounts as plain numbers, and answers with the id as text', async () => {
    const { url, asked } = await serving({ 'POST /order': { status: 202, body: '0000-0001' } });
    const request = { cardNumber: '1', cardOwner: 'Jane', checksum: '2', sessionId: 's' };
    const total = Money.parse('12345678901234567.89');
    const items = [{ productId: 'p', name: 'Assam', units: 1, price: total }];
    expect(await orchestratorAt(url).start({ ...request, total, items })).toBe('0000-0001');
    expect(asked[0]?.body).toContain('"total":12345678901234567.89');
    expect(asked[0]?.body).toContain(
      '"items":[{"productId":"p","name":"Assam","units":1,"price":12345678901234567.89}]',
    );
  });
});
