import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it, test } from 'vitest';
import { callApi } from '../../../cli/test/harness/call-api.ts';
import { type Remote, remote } from '../../runtime/http/remote.ts';
import { routes } from './http.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function serving(name: string, answer: RequestListener, limitMs = 10_000): Promise<Remote> {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return remote(name, `http://127.0.0.1:${(server.address() as AddressInfo).port}`, limitMs);
}

const json =
  (text: string, status = 200, type = 'application/json'): RequestListener =>
  (request, response) =>
    request.resume().on('end', () => response.writeHead(status, { 'content-type': type }).end(text));

const silent: RequestListener = () => {};
const jane = json('{"customerId":7,"name":"Jane","creditLimit":{"amount":12.5}}');
const nobody = json('{"title":"Not Found"}', 404, 'application/problem+json');
const oneOrder = json('[{"orderId":9223372036854775807,"orderState":"APPROVED","rejectionReason":null}]');

async function gateway(customer: RequestListener, orders: RequestListener, limitMs?: number) {
  return callApi(
    routes({
      customers: await serving('customer-service', customer, limitMs),
      orders: await serving('order-service', orders, limitMs),
    }),
  );
}

const history = '/customers/7/orderhistory';
const whole = {
  customerId: 7,
  name: 'Jane',
  creditLimit: { amount: 12.5 },
  orders: [{ orderId: 9223372036854775807n, orderState: 'APPROVED', rejectionReason: null }],
};

describe('the order history of the gateway', () => {
  it('is what both services say', async () => {
    const call = await gateway(jane, oneOrder);
    expect(await call('GET', history)).toEqual({ status: 200, json: whole });
  });

  it('asks both at the same time: each answers only when the other was asked', async () => {
    const waiting: (() => void)[] = [];
    const together =
      (answer: RequestListener): RequestListener =>
      (request, response) => {
        waiting.push(() => answer(request, response));
        if (waiting.length === 2) for (const go of waiting) go();
      };
    const call = await gateway(together(jane), together(oneOrder));
    expect((await call('GET', history)).json).toEqual(whole);
  });

  test.each([
    ['customer', 'customer-service', { name: null, creditLimit: null }, silent, oneOrder],
    ['orders', 'order-service', { orders: null }, jane, silent],
  ])('without the %s is marked as partial', async (part, service, gone, customer, orders) => {
    const call = await gateway(customer, orders, 1_000);
    expect(await call('GET', history)).toEqual({
      status: 200,
      json: {
        ...whole,
        ...gone,
        partial: true,
        missing: [{ part, why: `${service} does not answer: no answer within 1000 ms` }],
      },
    });
  });

  test.each([
    ['it was answered with status 500', json('{}', 500)],
    ['the answer is not understood', json('<html>')],
    ['the answer is not understood', json('[{"orderId":"none"}]')],
  ])('says so: %s', async (why, orders) => {
    const call = await gateway(jane, orders);
    expect((await call('GET', history)).json).toMatchObject({
      partial: true,
      missing: [{ part: 'orders', why }],
    });
  });

  /** Orders 1 to `count`, a page at a time, as the order service tells them. */
  const manyOrders =
    (count: number): RequestListener =>
    (request, response) => {
      const query = new URL(request.url ?? '', 'http://orders').searchParams;
      const offset = Number(query.get('offset') ?? 0);
      const length = Math.max(0, Math.min(count - offset, Number(query.get('limit') ?? 100)));
      const page = Array.from({ length }, (_, index) => ({
        orderId: offset + index + 1,
        orderState: 'APPROVED',
        rejectionReason: null,
      }));
      json(JSON.stringify(page))(request, response);
    };

  it.each([101, 2_000])('has all of %d orders', async (count) => {
    const call = await gateway(jane, manyOrders(count));
    const { json: told } = await call('GET', history);
    expect(told).not.toHaveProperty('partial');
    expect((told as { orders: { orderId: number }[] }).orders.map(({ orderId }) => orderId)).toEqual(
      Array.from({ length: count }, (_, index) => index + 1),
    );
  });

  it('of too many orders has the first, and says so', async () => {
    const call = await gateway(jane, manyOrders(10_001));
    const { json: told } = await call('GET', history);
    expect((told as { orders: unknown[] }).orders).toHaveLength(10_000);
    expect(told).toMatchObject({
      partial: true,
      missing: [{ part: 'orders', why: 'only the first 10000 orders were read' }],
    });
  });

  it('of nobody is not found, whether the orders are known or not', async () => {
    expect(await (await gateway(nobody, json('[]')))('GET', history)).toMatchObject({
      status: 404,
      json: { detail: 'There is no customer 7' },
    });
    expect((await (await gateway(nobody, silent, 1_000))('GET', history)).status).toBe(404);
  });

  it('is not there when neither service is', async () => {
    const call = await gateway(silent, silent, 50);
    expect(await call('GET', history)).toMatchObject({
      status: 503,
      json: {
        detail: expect.stringMatching(
          /^customer-service does not answer: .*; order-service does not answer: .* within 50 ms$/,
        ),
      },
    });
  });
});

describe('what the gateway passes on', () => {
  it('is answered as the service answers it', async () => {
    const seen: string[] = [];
    const noting =
      (name: string): RequestListener =>
      (request, response) => {
        seen.push(`${name} ${request.method} ${request.url}`);
        json('{"id":9223372036854775807}')(request, response);
      };
    const call = await gateway(noting('customers'), noting('orders'));
    const answered = { status: 200, json: { id: 9223372036854775807n } };
    expect(await call('POST', '/customers', { name: 'Jane' })).toEqual(answered);
    await call('GET', '/customers');
    await call('GET', '/customers/7');
    await call('POST', '/orders', {});
    await call('GET', '/orders?limit=5&offset=10');
    await call('GET', '/orders/17');
    await call('GET', '/orders/customer/7?limit=5&offset=10');
    expect(seen).toEqual([
      'customers POST /customers',
      'customers GET /customers?limit=100&offset=0',
      'customers GET /customers/7',
      'orders POST /orders',
      'orders GET /orders?limit=5&offset=10',
      'orders GET /orders/17',
      'orders GET /orders/customer/7?limit=5&offset=10',
    ]);
  });

  it('may be a refusal, word by word', async () => {
    const refusal = '{"title":"Bad Request","status":400,"detail":"name is required"}';
    const call = await gateway(json(refusal, 400, 'application/problem+json'), silent);
    expect(await call('POST', '/customers', {})).toEqual({ status: 400, json: JSON.parse(refusal) });
  });

  it('is told to be out of reach when its service is', async () => {
    const call = await gateway(jane, silent, 1_000);
    expect(await call('GET', '/orders/17')).toMatchObject({
      status: 503,
      json: { detail: 'order-service does not answer: no answer within 1000 ms' },
    });
  });
});
