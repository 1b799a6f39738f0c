import fc from 'fast-check';
import { MongoClient } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callApi } from '../../../cli/test/harness/call-api.ts';
import { eventMessage } from '../../../cli/test/harness/event-message.ts';
import { startMongo, type TestMongo } from '../../../cli/test/harness/mongo.ts';
import { openMongo } from '../../runtime/mongo/client.ts';
import { stringifyJson, type Message } from '../../tram/index.ts';
import { handlers } from './handlers.ts';
import { routes } from './http.ts';

let server: TestMongo;
let client: MongoClient;
let databases = 0;

beforeAll(async () => {
  server = await startMongo();
  client = openMongo(server.url, 'test');
});
afterAll(async () => {
  await client.close();
  await server.stop();
});

/** A view of its own, empty. */
function emptyView(mongo = client) {
  databases += 1;
  const db = mongo.db(`order-history-${databases}`);
  const view = handlers(db);
  const receive = async (message: Message) => {
    const handle = view.handlerFor(message);
    if (!handle) throw new Error('the message has no handler');
    return handle(message, {});
  };
  const documents = async () => ({
    customers: await db.collection('customers').find().sort({ _id: 1 }).toArray(),
    orders: await db.collection('orders').find().sort({ _id: 1 }).toArray(),
  });
  return { db, receive, documents, call: callApi(routes(db)) };
}

const customerCreated = (id: bigint, amount: unknown = 100): Message =>
  eventMessage('Customer', id, 'CustomerCreated', { name: 'Jane', creditLimit: { amount } });
const order = (type: string, id: bigint, customerId: bigint, amount: unknown = 12.34): Message =>
  eventMessage('Order', id, type, { orderDetails: { customerId, orderTotal: { amount } } });

/** In the order in which they happened: the ids of messages ascend. */
const history = [
  customerCreated(1n),
  order('OrderCreated', 17n, 1n),
  order('OrderCreated', 18n, 1n),
  order('OrderApproved', 17n, 1n),
  order('OrderRejected', 18n, 1n),
  order('OrderCancelled', 17n, 1n),
  order('OrderCreated', 19n, 5n),
  order('OrderRejected', 19n, 5n),
];

describe('order history service', () => {
  it('shows a customer with all orders, and each order', async () => {
    const { receive, call } = emptyView();
    for (const message of history) await receive(message);
    const customer = {
      id: 1,
      name: 'Jane',
      creditLimit: { amount: 100 },
      orders: {
        17: { orderId: 17, state: 'CANCELLED', orderTotal: { amount: 12.34 } },
        18: { orderId: 18, state: 'REJECTED', orderTotal: { amount: 12.34 } },
      },
    };
    expect(await call('GET', '/customers/1')).toEqual({ status: 200, json: customer });
    expect(await call('GET', '/customers/1/orderhistory')).toEqual({ status: 200, json: customer });
    expect(await call('GET', '/orders/17')).toEqual({
      status: 200,
      json: { id: 17, customerId: 1, state: 'CANCELLED', orderTotal: { amount: 12.34 } },
    });
    expect((await call('GET', '/orders/99')).status).toBe(404);
  });

  it('does not make a customer of whom only orders are known', async () => {
    const { receive, call } = emptyView();
    for (const message of history.slice(1)) await receive(message);
    expect((await call('GET', '/customers/1')).status).toBe(404);
    expect((await call('GET', '/customers/5/orderhistory')).status).toBe(404);
    expect(await call('GET', '/customers/count')).toEqual({ status: 200, json: 0 });
    await receive(customerCreated(1n));
    expect(await call('GET', '/customers/count')).toEqual({ status: 200, json: 1 });
    expect((await call('GET', '/customers/1')).json).toMatchObject({
      orders: { 17: { state: 'CANCELLED' } },
    });
  });

  it('ends in the same documents for any order and repetition of the events, also all at once', async () => {
    const reference = emptyView();
    for (const message of history) await reference.receive(message);
    const expected = await reference.documents();
    const delivery = fc.tuple(
      fc.shuffledSubarray(history),
      fc.shuffledSubarray(history, { minLength: history.length }),
      fc.boolean(),
    );
    await fc.assert(
      fc.asyncProperty(delivery, async ([some, all, atOnce]) => {
        const { receive, documents } = emptyView();
        const messages = [...some, ...all];
        if (atOnce) await Promise.all(messages.map(receive));
        else for (const message of messages) await receive(message);
        expect(await documents()).toEqual(expected);
      }),
      { numRuns: 50 },
    );
  });

  it('says that a repeated or late event changed nothing', async () => {
    const { receive } = emptyView();
    const [, created, , approved] = history as [Message, Message, Message, Message];
    expect(await receive(approved)).toBeUndefined();
    expect(await receive(approved)).toBe('duplicate');
    expect(await receive(created)).toBe('duplicate');
  });

  it('refuses one event that no document can take, and not those that come with it', async () => {
    const { db, receive, call } = emptyView();
    await db
      .collection<{ _id: bigint; orders: string }>('customers')
      .insertOne({ _id: 1n, orders: 'no document' });
    const results = await Promise.allSettled([
      receive(order('OrderCreated', 17n, 1n)),
      receive(order('OrderCreated', 18n, 2n)),
    ]);
    expect(results).toMatchObject([{ reason: { name: 'MongoServerError' } }, { status: 'fulfilled' }]);
    expect((await call('GET', '/orders/18')).status).toBe(200);
  });

  it('says that the store is away, so that the event is tried again for as long as that lasts', async () => {
    const away = await startMongo();
    const impatient = new MongoClient(away.url, { useBigInt64: true, serverSelectionTimeoutMS: 200 });
    const { receive } = emptyView(impatient);
    await receive(customerCreated(1n));
    await away.stop();
    const events = [order('OrderCreated', 17n, 1n), order('OrderCreated', 18n, 1n)];
    const results = await Promise.allSettled(events.map(receive));
    for (const result of results)
      expect(result).toMatchObject({
        reason: { name: expect.stringMatching(/^Mongo(Network|ServerSelection)/) },
      });
    await impatient.close();
  });

  it('keeps ids and amounts exact to the last digit', async () => {
    const { receive, call } = emptyView();
    const id = 9_223_372_036_854_775_807n;
    const amount = '12345678901234567.89';
    const precise: Message = {
      ...order('OrderCreated', id, id),
      payload: `{"orderDetails":{"customerId":${id},"orderTotal":{"amount":${amount}}}}`,
    };
    await receive(customerCreated(id));
    await receive(precise);
    expect(stringifyJson((await call('GET', `/orders/${id}`)).json)).toBe(
      `{"id":${id},"customerId":${id},"state":"PENDING","orderTotal":{"amount":${amount}}}`,
    );
    expect(stringifyJson((await call('GET', `/customers/${id}`)).json)).toContain(
      `"orders":{"${id}":{"orderId":${id},"state":"PENDING","orderTotal":{"amount":${amount}}}}`,
    );
  });

  it('stores what the system file says: ids as int64, guards by aggregate type and id', async () => {
    const { db, receive } = emptyView();
    const [created, ordered] = history as [Message, Message];
    await receive(created);
    await receive(ordered);
    expect(await db.collection('customers').findOne({})).toEqual({
      _id: 1n,
      name: 'Jane',
      creditLimit: { amount: 100 },
      orders: { 17: { orderId: 17n, state: 'PENDING', orderTotal: { amount: 12.34 } } },
      guards: { Customer: { 1: created.id }, Order: { 17: ordered.id } },
    });
  });
});
