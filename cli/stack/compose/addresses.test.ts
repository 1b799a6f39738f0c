import { expect, test } from 'vitest';
import type { Plan } from '../supervisor/plan.ts';
import { addressesOf } from './addresses.ts';
import type { Container } from './container.ts';

const plan: Plan = {
  systems: ['shop'],
  services: [
    {
      name: 'orders',
      system: 'shop',
      folder: '/',
      command: ['node'],
      port: 8081,
      health: '/health',
      env: {
        DATABASE_URL: '{{databases.order-db}}',
        MONGODB_URL: '{{ databases.view-db }}',
        KAFKA_BROKERS: '{{broker}}',
      },
    },
  ],
  databases: [
    { name: 'order-db', kind: 'postgres' },
    { name: 'view-db', kind: 'mongodb' },
  ],
  given: [],
  topics: [],
  broker: 'kafka',
  consumers: [],
  subscriptions: {},
  relayed: [{ database: 'order-db', mapping: undefined, by: 'lab' }],
};

function container(service: string, env: Record<string, string>, ports: [number, number][]): Container {
  return {
    id: service,
    name: `shop-${service}-1`,
    service,
    image: service,
    status: 'running',
    exitCode: 0,
    health: 'healthy',
    env: new Map(Object.entries(env)),
    ports: new Map(ports),
  };
}

const orders = container(
  'orders',
  {
    PORT: '8080',
    DATABASE_URL: 'postgres://lab:s3:c@postgres:5432/order_db?sslmode=disable',
    MONGODB_URL: 'mongodb://mongo:27017,mongo2:27017/view_db?replicaSet=rs0&w=1',
    KAFKA_BROKERS: 'kafka:29092',
  },
  [
    [8080, 18081],
    [9229, 19229],
  ],
);
const postgres = container('postgres', {}, [[5432, 15432]]);
const mongo = container('mongo', {}, [[27017, 17017]]);
const kafka = container('kafka', {}, [[9092, 19092]]);

test('what containers call each other by becomes what this machine reaches them by', () => {
  expect(addressesOf(plan, [orders, postgres, mongo, kafka])).toEqual({
    services: new Map([['orders', 'http://127.0.0.1:18081']]),
    databases: new Map([
      ['order-db', 'postgres://lab:s3:c@127.0.0.1:15432/order_db?sslmode=disable'],
      ['view-db', 'mongodb://127.0.0.1:17017/view_db?w=1&directConnection=true'],
    ]),
    broker: '127.0.0.1:19092',
    servers: {
      databases: new Map([
        ['order-db', 'postgres'],
        ['view-db', 'mongo'],
      ]),
      broker: 'kafka',
    },
  });
});

test('a service that has no container is named, with those that there are', () => {
  expect(() => addressesOf(plan, [postgres, kafka])).toThrow(
    'No container of the project is the service "orders" of the system file. There are: postgres, kafka.',
  );
});

test('a server that publishes no port is named, with the line that is missing', () => {
  const hidden = container('postgres', {}, []);
  expect(() => addressesOf(plan, [orders, hidden, mongo, kafka])).toThrow(
    '{{databases.order-db}} cannot be reached from this machine: the container "postgres" publishes no port',
  );
});

test('of two variables for the broker that counts which names a container', () => {
  const env = { RABBITMQ_URL: '{{broker}}' };
  const [service] = plan.services;
  const both = { ...plan, services: [{ ...service!, env: { ...service!.env, ...env } }] };
  const queues = container('rabbitmq', {}, [[5672, 15672]]);
  const values = { ...Object.fromEntries(orders.env), RABBITMQ_URL: 'amqp://root:root@rabbitmq:5672' };
  const speaking = container('orders', values, [[8080, 18081]]);
  expect(addressesOf(both, [speaking, postgres, mongo, queues]).broker).toBe(
    'amqp://root:root@127.0.0.1:15672',
  );
});

test('a variable that the container lacks is named', () => {
  const bare = container('orders', { PORT: '8080' }, [[8080, 18081]]);
  expect(() => addressesOf(plan, [bare, postgres, mongo, kafka])).toThrow(
    'do not tell where {{databases.order-db}} is (not set: DATABASE_URL of orders)',
  );
});
