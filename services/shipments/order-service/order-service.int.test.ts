import type pg from 'pg';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from 'vitest';
import { callApi, type CallApi, requestApi } from '../../../cli/test/harness/call-api.ts';
import { startPostgres, type TestPostgres } from '../../../cli/test/harness/postgres.ts';
import { createTables } from '../../runtime/postgres/migrate.ts';
import { openPool } from '../../runtime/postgres/pool.ts';
import { routes } from './http.ts';
import { tables } from './tables.ts';

let server: TestPostgres;
let pool: pg.Pool;
let call: CallApi;

beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.stop());

beforeEach(async () => {
  pool = openPool(await server.createDatabase('orders'), 'test', pino({ enabled: false }));
  await createTables(pool, tables);
  call = callApi(routes(pool));
  return () => pool.end();
});

const uuid = expect.stringMatching(/^[0-9a-f-]{36}$/) as string;
const unknown = 'ffffffff-ffff-4fff-bfff-ffffffffffff';
const inAction = { item: 'Debezium in Action', quantity: 2, totalPrice: 39.98 };
const forDummies = { item: 'Debezium for Dummies', quantity: 1, totalPrice: 29.99 };
const books = { customerId: 3, orderDate: '2024-01-01T12:00:00', lineItems: [inAction, forDummies] };

interface OrderView {
  readonly id: string;
  readonly lineItems: readonly { readonly id: string; readonly status: string }[];
}

async function createOrder(): Promise<{ path: string; id: string; line: string; order: OrderView }> {
  const order = (await call('POST', '/orders', books)).json as OrderView;
  const line = order.lineItems[0]!.id;
  return { path: `/orders/${order.id}/lines/${line}`, id: order.id, line, order };
}

const cancel = (orderId: string, line: string) =>
  call('PUT', `/orders/${orderId}/lines/${line}`, { newStatus: 'CANCELLED' });

const outbox = async () =>
  (await pool.query<Record<string, unknown>>('SELECT * FROM orders.outbox_event ORDER BY "timestamp"')).rows;

describe('order service', () => {
  it('answers 201 with the order, each of its lines ENTERED, as GET has it too', async () => {
    const created = await call('POST', '/orders', books);
    const order = {
      id: uuid,
      customerId: 3,
      orderDate: '2024-01-01T12:00:00.000Z',
      lineItems: [
        { ...inAction, id: uuid, status: 'ENTERED' },
        { ...forDummies, id: uuid, status: 'ENTERED' },
      ],
    };
    expect(created).toEqual({ status: 201, json: order });
    const { id } = created.json as OrderView;
    expect(await call('GET', `/orders/${id}`)).toEqual({ status: 200, json: created.json });
    expect((await call('GET', '/orders')).json).toEqual({ orders: [created.json] });
    expect((await call('GET', `/orders/${unknown}`)).status).toBe(404);
  });

  it('says in the outbox all of the order, its lines too, and what caused it', async () => {
    const ids = { 'x-request-id': 'req-1', 'correlation-id': 'corr-1' };
    const response = await requestApi(routes(pool))('POST', '/orders', books, ids);
    const order = (await response.json()) as OrderView;
    expect(await outbox()).toEqual([
      {
        id: uuid,
        timestamp: expect.any(Date) as Date,
        aggregate_id: order.id,
        aggregate_type: 'order',
        type: 'OrderCreated',
        payload: { eventType: 'OrderCreated', ...order },
        correlation_id: 'corr-1',
        causation_id: 'req-1',
      },
    ]);
  });

  it('cancels a line and says what it was and is', async () => {
    const { path, id, line, order } = await createOrder();
    const { status, json } = await call('PUT', path, { newStatus: 'CANCELLED' });
    expect(status).toBe(200);
    expect(json).toEqual({
      ...order,
      lineItems: [{ ...order.lineItems[0], status: 'CANCELLED' }, order.lineItems[1]],
    });
    expect((await outbox())[1]).toMatchObject({
      aggregate_id: id,
      type: 'OrderLineUpdated',
      payload: {
        eventType: 'OrderLineUpdated',
        orderId: id,
        orderLineId: line,
        newStatus: 'CANCELLED',
        oldStatus: 'ENTERED',
      },
    });
  });

  it('names what is unknown', async () => {
    const { id, line } = await createOrder();
    expect(await cancel(unknown, line)).toMatchObject({
      status: 404,
      json: { detail: `There is no order ${unknown}` },
    });
    expect(await cancel(id, unknown)).toMatchObject({
      status: 404,
      json: { detail: `Order ${id} has no line ${unknown}` },
    });
  });

  test.each([
    [{ ...books, customerId: 3_000_000_000 }, 'customerId must be a whole number from 1 to 2147483647'],
    [{ ...books, customerId: '3' }, 'customerId must be a whole number from 1 to 2147483647'],
    [{ ...books, orderDate: 'yesterday' }, 'orderDate must be an ISO date such as 2024-01-01T12:00:00'],
    [{ ...books, lineItems: [] }, 'lineItems must have at least one line'],
    [{ ...books, lineItems: [{ ...inAction, item: ' ' }] }, 'lineItems.0.item must not be blank'],
    [
      { ...books, lineItems: [{ ...inAction, quantity: 1.5 }] },
      'lineItems.0.quantity must be a whole number',
    ],
    [
      { ...books, lineItems: [{ ...inAction, totalPrice: 1e10 }] },
      'totalPrice must be at most 9999999999.99',
    ],
    [{ ...books, lineItems: [{ ...inAction, totalPrice: 1.234 }] }, 'must have at most two decimals'],
    [{ customerId: 3, lineItems: [inAction] }, 'orderDate is required'],
  ])('refuses %j: %s', async (body, detail) => {
    const { status, json } = await call('POST', '/orders', body);
    expect(status).toBe(400);
    expect((json as { detail: string }).detail).toContain(detail);
  });

  it('refuses ids that are no UUIDs and statuses that do not exist', async () => {
    const { path } = await createOrder();
    expect(await call('PUT', '/orders/1/lines/2', { newStatus: 'CANCELLED' })).toMatchObject({
      status: 400,
      json: { errors: [{ field: 'orderId' }, { field: 'orderLineId', rule: /UUID/ }] },
    });
    expect(await call('PUT', path, { newStatus: 'LOST' })).toMatchObject({
      status: 400,
      json: { errors: [{ field: 'newStatus', rule: 'must be one of ENTERED, CANCELLED, SHIPPED' }] },
    });
  });

  it('takes dates with and without a zone, and keeps amounts to the cent', async () => {
    const lineItems = [{ ...inAction, totalPrice: 9999999999.99 }];
    const orderDate = '2024-01-01T14:00:00+02:00';
    const { json } = await call('POST', '/orders', { ...books, orderDate, lineItems });
    const stored = { orderDate: '2024-01-01T12:00:00.000Z', lineItems };
    expect(await call('GET', `/orders/${(json as OrderView).id}`)).toMatchObject({ json: stored });
    expect((await call('POST', '/orders', { ...books, orderDate: '2024-02-30' })).status).toBe(400);
  });

  it('reads lists page by page', async () => {
    const dates = ['2024-01-03', '2024-01-01', '2024-01-02'];
    for (const orderDate of dates) await call('POST', '/orders', { ...books, orderDate });
    const { json } = await call('GET', '/orders?limit=1&offset=1');
    expect(json).toMatchObject({ orders: [{ orderDate: '2024-01-02T00:00:00.000Z' }] });
  });
});

describe('what the original example gets wrong', () => {
  it('commits no order whose event could not be written', async () => {
    await pool.query('ALTER TABLE orders.outbox_event ADD CHECK (false) NOT VALID');
    expect((await call('POST', '/orders', books)).status).toBe(500);
    expect((await pool.query('SELECT * FROM orders.purchase_order')).rows).toEqual([]);
  });

  it('lets no status follow any other, nor itself, and says nothing of what did not happen', async () => {
    const { path, line } = await createOrder();
    expect(await call('PUT', path, { newStatus: 'ENTERED' })).toMatchObject({
      status: 409,
      json: {
        detail: `Line ${line} is ENTERED, after which comes CANCELLED or SHIPPED: it cannot become ENTERED`,
      },
    });
    expect((await call('PUT', path, { newStatus: 'SHIPPED' })).status).toBe(200);
    expect(await call('PUT', path, { newStatus: 'CANCELLED' })).toMatchObject({
      status: 409,
      json: { detail: `Line ${line} is SHIPPED, which is final: it cannot become CANCELLED` },
    });
    expect((await call('PUT', path, { newStatus: 'SHIPPED' })).status).toBe(409);
    expect((await outbox()).map(({ type }) => type)).toEqual(['OrderCreated', 'OrderLineUpdated']);
  });

  it('lets one of several changes of a line win', async () => {
    const { path } = await createOrder();
    const change = (newStatus: string) => call('PUT', path, { newStatus });
    const answers = await Promise.all([change('CANCELLED'), change('SHIPPED'), change('CANCELLED')]);
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 409, 409]);
    expect(await outbox()).toHaveLength(2);
  });
});
