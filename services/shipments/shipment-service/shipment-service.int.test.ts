import type pg from 'pg';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from 'vitest';
import { startPostgres, type TestPostgres } from '../../../cli/test/harness/postgres.ts';
import { readEnv } from '../../runtime/process/env.ts';
import { Resources } from '../../runtime/process/resources.ts';
import type { Broker, BrokerRecord, DeliveryLine, Line } from '../../tram/index.ts';
import { shipmentEnv } from './environment.ts';
import { startShipmentService } from './service.ts';
import { testPool } from '../../../cli/test/harness/test-pool.ts';

let server: TestPostgres;
let pool: pg.Pool;
let port: number;
let deliver: (record: BrokerRecord) => Promise<void>;
let lines: Line[];
let nextOffset: number;

beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.stop());

/** Hands records to whoever subscribes, when the test says so. */
const broker: Broker = {
  createTopics: () => Promise.resolve(),
  prepareGroup: () => Promise.resolve(),
  publisher: () => Promise.reject(new Error('nothing is published here')),
  subscribe: ({ onRecord }) => {
    deliver = onRecord;
    return Promise.resolve({ stop: () => Promise.resolve() });
  },
  close: () => Promise.resolve(),
};

beforeEach(async () => {
  lines = [];
  nextOffset = 0;
  const databaseUrl = await server.createDatabase('shipments');
  pool = testPool({ connectionString: databaseUrl });
  const resources = new Resources(() => undefined);
  const log = pino({ enabled: false });
  const writer = { write: (line: Line) => lines.push(line), close: () => undefined };
  const env = readEnv(shipmentEnv, {
    SERVICE_NAME: 'shipment-service',
    PORT: '0',
    DATABASE_URL: databaseUrl,
    KAFKA_BROKERS: '127.0.0.1:1',
  });
  const deps = { name: 'shipment-service', port: 0, broker, resources, log, lines: writer };
  port = await startShipmentService(deps, env);
  return async () => {
    await resources.close();
    await pool.end();
  };
});

const orderId = '11111111-1111-4111-8111-111111111111';
const lineId = '22222222-2222-4222-8222-222222222222';
const otherLine = '33333333-3333-4333-8333-333333333333';
const details = { quantity: 1, totalPrice: 29.99, status: 'ENTERED' };
const created = {
  eventType: 'OrderCreated',
  id: orderId,
  customerId: 3,
  orderDate: '2024-01-01T12:00:00.000Z',
  lineItems: [
    { id: lineId, item: 'Debezium in Action', ...details },
    { id: otherLine, item: 'Debezium for Dummies', ...details },
  ],
};
const cancelled = {
  eventType: 'OrderLineUpdated',
  orderId,
  orderLineId: lineId,
  newStatus: 'CANCELLED',
  oldStatus: 'ENTERED',
};

/** As Debezium's event router makes them; a number gives the event its id. */
function record(value: string, headers: Record<string, string>): BrokerRecord {
  nextOffset += 1;
  return {
    topic: 'order.events',
    partition: 0,
    offset: String(nextOffset),
    key: orderId,
    value,
    headers,
    timestampMs: 1,
  };
}

const idOf = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

function event(
  number: number,
  payload: { readonly eventType: string; readonly [field: string]: unknown },
): BrokerRecord {
  const headers = { id: `"${idOf(number)}"`, eventType: `"${payload.eventType}"` };
  return record(JSON.stringify(payload), headers);
}

async function createAndCancel(): Promise<void> {
  await deliver(event(1, created));
  await deliver(event(2, cancelled));
}

async function get(path: string): Promise<{ status: number; json: unknown }> {
  const response = await fetch(`http://127.0.0.1:${port}${path}`);
  return { status: response.status, json: await response.json() };
}

interface ShipmentView {
  readonly id: string;
  readonly status: string;
  readonly lines: readonly { readonly status: string }[];
}

async function shipments(): Promise<readonly ShipmentView[]> {
  return ((await get('/shipments')).json as { shipments: ShipmentView[] }).shipments;
}

const told = () =>
  lines
    .filter((line): line is DeliveryLine => !['http', 'published', 'fault'].includes(line.event))
    .map((line) => line.event);
const rows = async (sql: string) => (await pool.query<Record<string, unknown>>(sql)).rows;
const parked = () =>
  rows('SELECT reason, error, record_value, record_headers FROM parked_messages ORDER BY sequence');

describe('shipment service', () => {
  it('makes a shipment of an order, with its lines', async () => {
    await deliver(event(1, created));
    const shipment = {
      id: expect.any(String) as string,
      orderId,
      customerId: 3,
      orderDate: '2024-01-01T12:00:00.000Z',
      status: 'OPEN',
      lines: [
        { id: lineId, item: 'Debezium in Action', quantity: 1, status: 'ENTERED' },
        { id: otherLine, item: 'Debezium for Dummies', quantity: 1, status: 'ENTERED' },
      ],
    };
    expect(await shipments()).toEqual([shipment]);
    const [{ id } = { id: '' }] = await shipments();
    expect(await get(`/shipments/${id}`)).toEqual({ status: 200, json: shipment });
    expect(await get(`/shipments?orderId=${orderId}`)).toMatchObject({ json: { shipments: [{ id }] } });
    expect(await get(`/shipments?orderId=${lineId}`)).toEqual({ status: 200, json: { shipments: [] } });
  });

  it('names what is unknown and what is wrong', async () => {
    expect((await get(`/shipments/${orderId}`)).status).toBe(404);
    expect(await get('/shipments/1')).toMatchObject({
      status: 400,
      json: { errors: [{ field: 'shipmentId' }] },
    });
  });

  it('is healthy by either name', async () => {
    expect(await get('/health')).toEqual({ status: 200, json: { health: true } });
    expect((await get('/actuator/health')).status).toBe(200);
  });

  it('consumes a message once, also when it comes twice at the same time', async () => {
    const [first, again] = [event(1, created), event(1, created)];
    await Promise.all([deliver(first), deliver(again)]);
    await deliver(event(1, created));
    expect(told().sort()).toEqual(['duplicate', 'duplicate', 'handled']);
    expect(await rows('SELECT event_id FROM shipments.consumed_message')).toEqual([{ event_id: idOf(1) }]);
    expect(await shipments()).toHaveLength(1);
  });
});

describe('what the original example gets wrong', () => {
  test.each([
    [
      'a header that is not JSON',
      { id: 'id', eventType: '"OrderCreated"' },
      created,
      'Header id is id, which is not JSON',
    ],
    [
      'an id that is no UUID',
      { id: '"7"', eventType: '"OrderCreated"' },
      created,
      'Header id is "7", not a UUID',
    ],
    ['no id', { eventType: '"OrderCreated"' }, created, 'Header id is missing'],
    ['no type', { id: `"${idOf(1)}"` }, created, 'Header event-type is missing'],
    ['a body that is not JSON', undefined, '{"eventType":', 'payload is not JSON'],
    [
      'a line without an id',
      undefined,
      { ...created, lineItems: [{ item: 'a book', ...details }] },
      'lineItems.0.id',
    ],
  ])('sets aside what is malformed, and goes on: %s', async (_, headers, payload, error) => {
    const value = typeof payload === 'string' ? payload : JSON.stringify(payload);
    await deliver(record(value, headers ?? { id: `"${idOf(1)}"`, eventType: '"OrderCreated"' }));
    expect(await parked()).toMatchObject([{ reason: 'unprocessable', record_value: value }]);
    expect((await parked())[0]?.['error']).toContain(error);

    await deliver(event(2, created));
    expect(told()).toEqual(['parked', 'handled']);
    expect(await shipments()).toHaveLength(1);
  });

  it('passes over a type that it does not know', async () => {
    await deliver(event(1, { eventType: 'OrderRenamed' }));
    expect(told()).toEqual(['skipped']);
    expect(await parked()).toEqual([]);
  });

  it('makes no second shipment of an order when another event says that it was created', async () => {
    await deliver(event(1, created));
    await deliver(event(2, created));
    expect(told()).toEqual(['handled', 'duplicate']);
    expect(await shipments()).toHaveLength(1);
  });

  it('stands all rows of the outbox coming again, even if what was consumed is forgotten', async () => {
    await createAndCancel();
    const before = await shipments();
    await createAndCancel();
    await pool.query('TRUNCATE shipments.consumed_message');
    await createAndCancel();
    expect(await shipments()).toEqual(before);
    expect(told()).toEqual(['handled', 'handled', 'duplicate', 'duplicate', 'duplicate', 'duplicate']);
  });

  it('cancels the line of the shipment, and the shipment with its last line', async () => {
    await deliver(event(1, created));
    await deliver(event(2, cancelled));
    expect(await shipments()).toMatchObject([
      { status: 'OPEN', lines: [{ status: 'CANCELLED' }, { status: 'ENTERED' }] },
    ]);
    await deliver(event(3, { ...cancelled, orderLineId: otherLine }));
    expect(await shipments()).toMatchObject([{ status: 'CANCELLED' }]);
  });

  it('remembers a cancellation that comes before its order', async () => {
    await deliver(event(2, cancelled));
    expect(await shipments()).toEqual([]);
    await deliver(event(1, created));
    expect(await shipments()).toMatchObject([
      { status: 'OPEN', lines: [{ item: 'Debezium in Action', status: 'CANCELLED' }, { status: 'ENTERED' }] },
    ]);
  });

  it('keeps what a line has become, whatever comes later', async () => {
    await deliver(event(1, created));
    await deliver(event(2, { ...cancelled, newStatus: 'SHIPPED' }));
    await deliver(event(3, cancelled));
    expect(await shipments()).toMatchObject([{ lines: [{ status: 'SHIPPED' }, { status: 'ENTERED' }] }]);
    expect(told()).toEqual(['handled', 'handled', 'duplicate']);
  });
});

it('handles what was set aside when it is told to, once it can', async () => {
  await pool.query('ALTER TABLE shipments.shipment RENAME TO away');
  await deliver(event(1, created));
  expect(await parked()).toMatchObject([{ reason: 'failed' }]);
  await pool.query('ALTER TABLE shipments.away RENAME TO shipment');

  const response = await fetch(`http://127.0.0.1:${port}/actuator/parked/redrive`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ consumer: 'shipment-orders', topic: 'order.events', key: orderId }),
  });
  expect(await response.json()).toEqual({ redriven: 1 });
  expect(await shipments()).toHaveLength(1);
  expect(await parked()).toEqual([]);
  await deliver(event(1, created));
  expect(told().at(-1)).toBe('duplicate');
});
