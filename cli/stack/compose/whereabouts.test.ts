import { expect, test } from 'vitest';
import type { Plan } from '../supervisor/plan.ts';
import type { Container } from './container.ts';
import { Whereabouts } from './whereabouts.ts';

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
      env: { KAFKA_BROKERS: '{{broker}}' },
    },
  ],
  databases: [],
  given: [],
  topics: [],
  broker: 'kafka',
  consumers: [],
  subscriptions: {},
  relayed: [],
};

function container(service: string, port: number | undefined, name = `shop-${service}-1`): Container {
  return {
    id: name,
    name,
    service,
    image: service,
    status: port === undefined ? 'exited' : 'running',
    exitCode: 0,
    health: undefined,
    env: new Map([['KAFKA_BROKERS', 'kafka:9092']]),
    ports: new Map(port === undefined ? [] : [[8080, port]]),
  };
}

test('a service that was started again is where its new port is', () => {
  const whereabouts = new Whereabouts(plan);
  whereabouts.take([container('orders', 18081), container('kafka', 19092)]);
  whereabouts.take([container('orders', 18082), container('kafka', 19092)]);
  expect(whereabouts.addresses.services.get('orders')).toBe('http://127.0.0.1:18082');
});

test('what is stopped or gone is where it was, and hides no other’s new port', () => {
  const whereabouts = new Whereabouts(plan);
  whereabouts.take([container('orders', 18081), container('kafka', 19092)]);
  whereabouts.take([container('orders', undefined), container('kafka', 19093)]);
  expect(whereabouts.addresses.services.get('orders')).toBe('http://127.0.0.1:18081');
  expect(whereabouts.addresses.broker).toBe('127.0.0.1:19093');
  whereabouts.take([container('orders', 18083)]);
  expect(whereabouts.addresses.services.get('orders')).toBe('http://127.0.0.1:18083');
  expect(whereabouts.addresses.broker).toBe('127.0.0.1:19093');
});

test('two containers of one service are refused', () => {
  const found = [container('orders', 18081), container('orders', 18082, 'shop-orders-2')];
  expect(() => new Whereabouts(plan).take([...found, container('kafka', 19092)])).toThrow(
    'The service "orders" has 2 containers (shop-orders-1, shop-orders-2)',
  );
});

test('services and servers are needed, what else there is may end', () => {
  const whereabouts = new Whereabouts(plan);
  whereabouts.take([container('orders', 18081), container('kafka', 19092), container('migrate', undefined)]);
  expect([...whereabouts.needed].sort()).toEqual(['kafka', 'orders']);
});
