import { expect, test } from 'vitest';
import { readEnvironment } from './environment.ts';

const complete = {
  RELAY_NAME: 'relay',
  RELAY_PIPELINES: '[{"name":"order-db","url":"postgres://u:p@127.0.0.1:5432/order"}]',
  KAFKA_BROKERS: '127.0.0.1:9092,127.0.0.1:9093',
  PORT: '0',
};

test('a complete environment is read', () => {
  const more = { TRAM_LINES_FD: '3', LAB_PARENT: 'stdin', RELAY_MODE: 'polling', RELAY_PURGE_AFTER: '7d' };
  expect(readEnvironment({ ...complete, ...more })).toEqual({
    name: 'relay',
    pipelines: [{ name: 'order-db', url: 'postgres://u:p@127.0.0.1:5432/order' }],
    mode: 'polling',
    purgeAfterMs: 604_800_000,
    broker: { kind: 'kafka', brokers: ['127.0.0.1:9092', '127.0.0.1:9093'], clientId: 'relay' },
    port: 0,
    host: '127.0.0.1',
    linesFd: 3,
    parentOnStdin: true,
  });
});

test('a pipeline may have an outbox of another form', () => {
  const mapping = { table: 'outboxevent', id: 'id', topic: '{{aggregatetype}}.events', payload: 'payload' };
  const pipelines = [{ name: 'order-db', url: 'postgres://localhost/order', mapping }];
  expect(readEnvironment({ ...complete, RELAY_PIPELINES: JSON.stringify(pipelines) }).pipelines).toEqual([
    { ...pipelines[0], mapping: { ...mapping, recordHeaders: {}, jsonHeaders: false } },
  ]);
});

test('the relay streams the log and deletes nothing, unless told otherwise', () => {
  expect(readEnvironment(complete)).toMatchObject({ mode: 'wal', purgeAfterMs: undefined });
});

test('RabbitMQ needs its own address, and no other', () => {
  const rabbit = { ...complete, KAFKA_BROKERS: undefined, BROKER_KIND: 'rabbitmq' };
  const url = 'amqp://u:p@127.0.0.1:5672';
  expect(readEnvironment({ ...rabbit, RABBITMQ_URL: url }).broker).toEqual({
    kind: 'rabbitmq',
    url,
    clientId: 'relay',
  });
  expect(() => readEnvironment(rabbit)).toThrow('RABBITMQ_URL: is not amqp://');
});

test.each([
  ['RELAY_NAME', undefined],
  ['RELAY_PIPELINES', 'order-db'],
  ['RELAY_PIPELINES', '[]'],
  ['RELAY_PIPELINES', '[{"name":"order-db","url":"http://localhost"}]'],
  [
    'RELAY_PIPELINES',
    '[{"name":"order-db","url":"postgres://localhost","mapping":{"table":"a.b.c","id":"id","topic":"t","payload":"p"}}]',
  ],
  ['RELAY_MODE', 'trigger'],
  ['RELAY_PURGE_AFTER', '7'],
  ['RELAY_PURGE_AFTER', '0s'],
  ['KAFKA_BROKERS', 'localhost'],
  ['KAFKA_BROKERS', undefined],
  ['BROKER_KIND', 'nats'],
  ['PORT', '99999'],
  ['TRAM_LINES_FD', '1'],
  ['LAB_PARENT', 'pid'],
])('%s=%s is refused by name', (name, value) => {
  expect(() => readEnvironment({ ...complete, [name]: value })).toThrow(name);
});
