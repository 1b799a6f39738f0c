import { connect, type ChannelModel, type ConsumeMessage } from 'amqplib';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { tables } from '../../../services/shipments/order-service/tables.ts';
import { rabbitBroker, stampHeader, type Broker } from '../../../services/tram/index.ts';
import { startPipeline, type Pipeline } from '../../../services/tram/relay/pipeline.ts';
import { waitUntil } from '../../lib/wait-until.ts';
import { relayedOf } from '../../stack/supervisor/relayed.ts';
import { bundledSystems } from '../../systems/bundled.ts';
import { loadSystem } from '../../systems/load.ts';
import { startPostgres, type TestPostgres } from '../harness/postgres.ts';
import { startDebezium } from './servers/debezium.ts';
import { type RabbitMq, startRabbitMq } from './servers/rabbitmq.ts';
import type { RealServer } from './servers/real-server.ts';

const topic = 'order.events';
const withinMs = 60_000;

/** id, aggregate, payload, type, correlation, causation: plain, with what JSON has to escape, without a cause. */
const rows = [
  [
    '00000000-0000-4000-8000-000000000001',
    'order-1',
    '{"id": "order-1", "lines": [{"total": 1.50}], "note": null}',
    'OrderCreated',
    'correlation-1',
    'causation-1',
  ],
  [
    '00000000-0000-4000-8000-000000000002',
    'é "2" \\ /',
    '{"z": 12345678901234567890.123, "a": "é\\n\\"q\\" \\u20ac  x"}',
    'OrderLine"Updated',
    'c "3"',
    'é',
  ],
  ['00000000-0000-4000-8000-000000000003', 'order-3', '[1]', 'OrderLineUpdated', null, null],
] as const;

let postgres: TestPostgres;
let rabbit: RabbitMq;
let pool: pg.Pool;
let broker: Broker;
let reader: ChannelModel;
let debezium: RealServer;
let relay: Pipeline;
const messages: ConsumeMessage[] = [];

beforeAll(async () => {
  [postgres, rabbit] = await Promise.all([startPostgres(), startRabbitMq()]);
  const database = await postgres.createDatabase();
  pool = new pg.Pool({ connectionString: database });
  await pool.query(tables);
  broker = rabbitBroker({ url: rabbit.url, clientId: 'relay' });
  await broker.createTopics([{ name: topic, partitions: 1 }]);
  reader = await connect(rabbit.url);
  const channel = await reader.createChannel();
  const { queue } = await channel.assertQueue('', { exclusive: true });
  await channel.bindQueue(queue, topic, '');
  await channel.consume(queue, (message) => message && messages.push(message), { noAck: true });
  debezium = await startDebezium({ database, rabbitmq: rabbit.url });
  relay = await startOurs(database);
  await waitUntil(bothStream, { signal: AbortSignal.timeout(withinMs), everyMs: 50 });
  for (const row of rows)
    await pool.query(
      `INSERT INTO orders.outbox_event
         (id, aggregate_id, payload, "type", correlation_id, causation_id, aggregate_type, "timestamp")
       VALUES ($1, $2, $3, $4, $5, $6, 'order', now())`,
      [...row],
    );
  await waitUntil(bothHaveSent, { signal: AbortSignal.timeout(withinMs), everyMs: 20 });
}, 4 * withinMs);

afterAll(async () => {
  await Promise.all([debezium.stop(), relay.stop(), reader.close(), pool.end()]);
  await broker.close();
  await Promise.all([rabbit.stop(), postgres.stop()]);
});

async function startOurs(url: string): Promise<Pipeline> {
  const { system } = await loadSystem(bundledSystems().get('shipments') ?? '');
  return startPipeline({
    relay: 'relay',
    name: 'order-db',
    mode: 'wal',
    purgeAfterMs: undefined,
    url,
    mapping: relayedOf(system)[0]?.mapping,
    openPublisher: () => broker.publisher(),
    lines: { write: () => undefined, close: () => undefined },
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  });
}

async function bothStream(): Promise<true | undefined> {
  const { rows: slots } = await pool.query('SELECT FROM pg_replication_slots WHERE active');
  return slots.length === 2 && relay.status().state === 'up' ? true : undefined;
}

async function bothHaveSent(): Promise<true | undefined> {
  return messages.length >= 2 * rows.length ? true : undefined;
}

const isOurs = ({ properties }: ConsumeMessage) => properties.headers?.[stampHeader] !== undefined;

/** All that RabbitMQ carries of a message, but for what only one of the two says, which the last test names. */
function envelopeOf({ fields, properties, content }: ConsumeMessage) {
  const { [stampHeader]: _, ...headers } = properties.headers ?? {};
  const { timestamp: _at, ...said } = properties;
  return { exchange: fields.exchange, ...said, headers, body: content.toString('utf8') };
}

const sentBy = (ours: boolean) =>
  messages
    .filter((message) => isOurs(message) === ours)
    .toSorted((left, right) => (idOf(left) < idOf(right) ? -1 : 1));

function idOf({ properties }: ConsumeMessage): string {
  return String(properties.headers?.['id']);
}

test('exchange, headers, properties and body of each message are those of Debezium', () => {
  const theirs = sentBy(false).map(envelopeOf);
  expect(theirs).toHaveLength(rows.length);
  expect(sentBy(true).map(envelopeOf)).toEqual(theirs);
  expect(theirs[0]).toMatchObject({
    exchange: topic,
    deliveryMode: 2,
    headers: {
      id: `"${rows[0][0]}"`,
      eventType: '"OrderCreated"',
      aggregateId: '"order-1"',
      'correlation-id': '"correlation-1"',
      'causation-id': '"causation-1"',
    },
    body: '{"id": "order-1", "note": null, "lines": [{"total": 1.50}]}',
  });
});

test('what differs: our routing key is the aggregate’s id, and a stamp and a time say where it stands', () => {
  expect(sentBy(false).map(({ fields, properties }) => [fields.routingKey, properties.timestamp])).toEqual(
    rows.map(() => [topic, undefined]),
  );
  expect(sentBy(true).map(({ fields }) => fields.routingKey)).toEqual(rows.map(([, aggregate]) => aggregate));
  for (const { properties } of sentBy(true)) expect(properties.timestamp).toBeTypeOf('number');
});
