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

const postgres = (name: string, kind: 'postgres' | 'mongodb' = 'postgres') => ({ name, kind });

/** `hosts`: of the databases, by their names. */
function whereaboutsOf(databases: Plan['databases'], hosts: Readonly<Record<string, string>>): Whereabouts {
  const names = databases.map(({ name }) => [name.toUpperCase(), `{{databases.${name}}}`]);
  const env = { ...plan.services[0]!.env, ...Object.fromEntries(names) };
  const whereabouts = new Whereabouts({ ...plan, services: [{ ...plan.services[0]!, env }], databases });
  const orders = container('orders', 18081);
  const urls = Object.entries(hosts).map(
    ([name, host]) => [name.toUpperCase(), `db://${host}:5432/x`] as const,
  );
  const inside = new Map([['KAFKA_BROKERS', 'redpanda:9092'], ...urls]);
  const servers = [...new Set(Object.values(hosts))].map((host, index) => container(host, 15432 + index));
  whereabouts.take([{ ...orders, env: inside }, container('redpanda', 19092), ...servers]);
  return whereabouts;
}

test('a process is driven by the lab’s name for it, whatever its container is called', () => {
  const one = whereaboutsOf([postgres('a'), postgres('b'), postgres('view', 'mongodb')], {
    a: 'sql',
    b: 'sql',
    view: 'documents',
  });
  expect(
    ['orders', 'kafka', 'redpanda', 'postgres', 'a', 'mongo', 'nobody'].map((name) => one.containerOf(name)),
  ).toEqual(['orders', 'redpanda', 'redpanda', 'sql', 'sql', 'documents', 'nobody']);
  const two = whereaboutsOf([postgres('a'), postgres('b')], { a: 'sql-a', b: 'sql-b' });
  expect(['a', 'b', 'postgres'].map((name) => two.containerOf(name))).toEqual(['sql-a', 'sql-b', 'postgres']);
});

test('RabbitMQ’s management is where its port is published, if it is', () => {
  const env = new Map([['KAFKA_BROKERS', 'amqp://queues:5672']]);
  const onRabbit = (ports: ReadonlyMap<number, number>) => {
    const whereabouts = new Whereabouts({ ...plan, broker: 'rabbitmq' });
    whereabouts.take([
      { ...container('orders', 18081), env },
      { ...container('queues', undefined), ports },
    ]);
    return whereabouts.management;
  };
  const amqp = [5672, 15_000] as const;
  expect(onRabbit(new Map([amqp, [15_672, 25_672]]))).toBe('http://127.0.0.1:25672');
  expect(onRabbit(new Map([amqp]))).toBeUndefined();
});
