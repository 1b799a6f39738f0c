import { type Db, MongoClient } from 'mongodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { requestApi, type RequestApi } from '../../../cli/test/harness/call-api.ts';
import { eventMessage } from '../../../cli/test/harness/event-message.ts';
import { startMongo, type TestMongo } from '../../../cli/test/harness/mongo.ts';
import { openMongo } from '../../runtime/mongo/client.ts';
import type { Message } from '../../tram/index.ts';
import { handlers } from './handlers.ts';
import { routes } from './http.ts';
import { expireCarts } from './storage.ts';

let server: TestMongo;
let client: MongoClient;
let db: Db;
let request: RequestApi;
let databases = 0;

beforeAll(async () => {
  server = await startMongo();
  client = openMongo(server.url, 'test');
});
afterAll(async () => {
  await client.close();
  await server.stop();
});

beforeEach(() => {
  databases += 1;
  db = client.db(`cart-${databases}`);
  request = requestApi(routes(db));
});

type Conditions = Readonly<Record<string, string>>;

const put = (content: unknown, conditions: Conditions = {}, session = 's1') =>
  request('PUT', `/cart/${session}`, { content }, conditions);
const remove = (conditions: Conditions = {}) => request('DELETE', '/cart/s1', undefined, conditions);

/** Undefined where there is no cart. */
async function content(session = 's1'): Promise<unknown> {
  const response = await request('GET', `/cart/${session}`);
  return response.status === 404 ? undefined : ((await response.json()) as { content: unknown }).content;
}

async function etag(): Promise<string> {
  return (await request('GET', '/cart/s1')).headers.get('etag') ?? '';
}

function rejected(orderId: string, items: Record<string, number>, sessionId = 's1'): Message {
  const priced = Object.entries(items).map(([productId, units]) => ({
    productId,
    name: productId,
    units,
    price: { amount: 4.25 },
  }));
  const payload = { sessionId, items: priced, total: { amount: 4.25 }, reason: 'PAYMENT_REFUSED' };
  return eventMessage('StoreOrder', orderId, 'StoreOrderRejected', payload);
}

/** Hands the event over; 'duplicate' where it changed nothing. */
async function receive(message: Message) {
  const handle = handlers(db).handlerFor(message);
  if (!handle) throw new Error('the message has no handler');
  return handle(message, {});
}

describe('a cart', () => {
  it('is written, read, changed and removed as with Spring Data REST', async () => {
    expect((await request('GET', '/cart/s1')).status).toBe(404);
    const first = await put({ assam: 2 });
    expect([first.status, await first.json()]).toEqual([
      201,
      {
        content: { assam: 2 },
        creationDate: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
        _links: { self: { href: 'http://127.0.0.1/cart/s1' } },
      },
    ]);
    expect((await put({ assam: 3 })).status).toBe(204);
    expect((await request('PATCH', '/cart/s1', { content: { ceylon: 1 } })).status).toBe(204);
    expect(await content()).toEqual({ assam: 3, ceylon: 1 });
    expect((await remove()).status).toBe(204);
    expect((await remove()).status).toBe(404);
    expect((await request('PATCH', '/cart/s1', { content: {} })).status).toBe(404);
    expect(await db.collection('carts').countDocuments()).toBe(0);
  });

  it('is refused where it holds what is no number of units', async () => {
    for (const wrong of [
      { assam: 0 },
      { assam: -1 },
      { assam: 1.5 },
      { assam: '1' },
      { 'as.sam': 1 },
      { $inc: 1 },
      7,
    ])
      expect((await put(wrong)).status).toBe(400);
    expect(await content()).toBeUndefined();
  });

  it('is only changed as it was read, where the writer says so', async () => {
    await put({ assam: 1 });
    const read = await etag();
    expect((await put({ assam: 2 }, { 'if-match': read })).status).toBe(204);
    expect((await put({ assam: 3 }, { 'if-match': read })).status).toBe(412);
    expect(
      (await request('PATCH', '/cart/s1', { content: { ceylon: 1 } }, { 'if-match': read })).status,
    ).toBe(412);
    expect((await remove({ 'if-match': read })).status).toBe(412);
    expect(await content()).toEqual({ assam: 2 });
    expect((await remove({ 'if-match': `"other", ${await etag()}` })).status).toBe(204);
    expect((await put({ assam: 3 }, { 'if-match': read })).status).toBe(412);
    expect((await put({ assam: 3 }, { 'if-match': '*' })).status).toBe(412);
  });

  it('is only made where there is none, where the writer says so, also when many do at once', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, (_, index) => put({ assam: index + 1 }, { 'if-none-match': '*' })),
    );
    const statuses = outcomes.map(({ status }) => status);
    expect(statuses.filter((status) => status === 201)).toHaveLength(1);
    expect(statuses.filter((status) => status === 412)).toHaveLength(9);
    expect((await remove({ 'if-none-match': '*' })).status).toBe(412);
  });

  it('that is made again is another one than the one that was read', async () => {
    await put({ assam: 1 });
    const read = await etag();
    await remove();
    await put({ assam: 1 });
    expect((await remove({ 'if-match': read })).status).toBe(412);
  });

  it('can be posted, and carts listed a page at a time', async () => {
    const posted = await request('POST', '/cart', { content: { assam: 1 } });
    expect(posted.status).toBe(201);
    expect(posted.headers.get('location')).toMatch(/^http:\/\/127\.0\.0\.1\/cart\/[0-9a-f-]+$/);
    await request('POST', '/cart', { id: 's1', content: { ceylon: 1 } });
    expect(await content()).toEqual({ ceylon: 1 });
    await receive(rejected('o1', { assam: 1 }, 's2'));
    await request('DELETE', '/cart/s2');
    expect(await (await request('GET', '/cart?size=1')).json()).toMatchObject({
      _embedded: { cart: [{ content: { assam: 1 } }] },
      _links: { next: { href: 'http://127.0.0.1/cart?page=1&size=1' } },
      page: { totalElements: 2, totalPages: 2 },
    });
  });

  it('expires when nobody has written it for long enough', async () => {
    await put({ assam: 1 });
    await receive(rejected('o1', { assam: 1 }, 's2'));
    expect(await expireCarts(db, new Date(0))).toBe(0);
    expect(await expireCarts(db, new Date(Date.now() + 1_000))).toBe(2);
    expect([await content('s1'), await content('s2')]).toEqual([undefined, undefined]);
    expect(await receive(rejected('o1', { assam: 1 }, 's2'))).toBe('duplicate');
  });
});

describe('a rejected order', () => {
  it('gives its items back to the cart, beside what is in it now', async () => {
    await put({ assam: 1 });
    const read = await etag();
    await receive(rejected('o1', { assam: 2, ceylon: 3 }));
    expect(await content()).toEqual({ assam: 3, ceylon: 3 });
    expect((await remove({ 'if-match': read })).status).toBe(412);
  });

  it('gives them back once, however often that is told, also when the cart was emptied since', async () => {
    const event = rejected('o1', { assam: 2 });
    expect(await receive(event)).toBeUndefined();
    expect(await receive(event)).toBe('duplicate');
    await remove();
    expect(await receive(event)).toBe('duplicate');
    expect(await content()).toBeUndefined();
    await put({ ceylon: 1 });
    expect(await receive(event)).toBe('duplicate');
    expect(await content()).toEqual({ ceylon: 1 });
  });

  it('is told of many times at once, with others, and each counts once', async () => {
    const events = ['o1', 'o2', 'o3'].map((orderId) => rejected(orderId, { assam: 1 }));
    await Promise.all([...events, ...events, ...events].map(receive));
    expect(await content()).toEqual({ assam: 3 });
  });

  it('with items that no cart can hold is set aside', async () => {
    await expect(receive(rejected('o1', { 'as.sam': 1 }))).rejects.toThrow('items that no cart can hold');
    await expect(receive(rejected('o.1', { assam: 1 }))).rejects.toThrow('items that no cart can hold');
  });
});
