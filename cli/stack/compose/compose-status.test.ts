import { expect, test } from 'vitest';
import type { Plan } from '../supervisor/plan.ts';
import { composeStatus } from './compose-status.ts';
import { unknownState, type ContainerState } from './container-state.ts';

const plan: Plan = {
  systems: ['shop'],
  services: [
    { name: 'orders', system: 'shop', folder: '/', command: ['node'], port: 1, health: '/health', env: {} },
  ],
  databases: [{ name: 'order-db', kind: 'postgres' }],
  given: [],
  topics: [],
  broker: 'kafka',
  consumers: [],
  subscriptions: {},
  relayed: [{ database: 'order-db', mapping: undefined, by: 'lab' }],
};

const ready = (container: string): ContainerState => ({ ...unknownState, state: 'ready', container });
const names = ['orders', 'relay', 'kafka', 'postgres'];

const view = {
  lab: 'default',
  plan,
  mode: 'wal',
  relay: { service: 'relay', by: 'lab' },
  phase: 'started',
  states: new Map(names.map((name) => [name, ready(`shop-${name}-1`)])),
  addresses: {
    services: new Map([['orders', 'http://127.0.0.1:18081']]),
    databases: new Map([['order-db', 'postgres://u:p@127.0.0.1:15432/order_db']]),
    broker: '127.0.0.1:19092',
    servers: { databases: new Map([['order-db', 'postgres']]), broker: 'kafka' },
  },
  needed: new Set(names),
  jobs: [],
  lag: { messages: 1, bytes: 2 },
  relayAnswers: true,
  answering: new Set(['orders']),
} as const;

test('everything is in a container, and no pid is told', () => {
  expect(composeStatus(view)).toEqual({
    v: 1,
    lab: 'default',
    state: 'up',
    stack: 'compose',
    systems: ['shop'],
    services: [
      {
        name: 'orders',
        system: 'shop',
        url: 'http://127.0.0.1:18081',
        pid: null,
        container: 'shop-orders-1',
        state: 'ready',
        restarts: 0,
        answers: true,
      },
    ],
    databases: [
      {
        name: 'order-db',
        kind: 'postgres',
        url: 'postgres://u:p@127.0.0.1:15432/order_db',
        pid: null,
        container: 'shop-postgres-1',
        state: 'ready',
      },
    ],
    brokers: [
      {
        name: 'kafka',
        kind: 'kafka',
        url: '127.0.0.1:19092',
        pid: null,
        container: 'shop-kafka-1',
        state: 'ready',
      },
    ],
    relays: [
      {
        name: 'relay',
        mode: 'wal',
        pid: null,
        container: 'shop-relay-1',
        state: 'ready',
        lag: { messages: 1, bytes: 2 },
        answers: true,
      },
    ],
  });
});

test('a system that is made for RabbitMQ has that broker', () => {
  const states = new Map([...view.states, ['rabbitmq', ready('shop-rabbitmq-1')] as const]);
  const servers = { ...view.addresses.servers, broker: 'rabbitmq' };
  const addresses = { ...view.addresses, servers };
  const { brokers } = composeStatus({ ...view, states, addresses, plan: { ...plan, broker: 'rabbitmq' } });
  expect(brokers).toMatchObject([{ name: 'rabbitmq', kind: 'rabbitmq', container: 'shop-rabbitmq-1' }]);
});

test('a container that is not well, or a service that hangs, makes a lab degraded', () => {
  const states = new Map([...view.states, ['kafka', { ...ready('shop-kafka-1'), state: 'failed' }] as const]);
  expect(composeStatus({ ...view, states }).state).toBe('degraded');
  expect(composeStatus({ ...view, answering: new Set() }).state).toBe('degraded');
  expect(composeStatus({ ...view, phase: 'starting' }).state).toBe('starting');
});

test.each(['orders', 'relay', 'kafka', 'postgres'])('a lab whose %s has stopped is degraded', (name) => {
  const states = new Map([...view.states, [name, unknownState] as const]);
  expect(composeStatus({ ...view, states }).state).toBe('degraded');
});

test('a server is in the container that the services name, whatever that is called', () => {
  const states = new Map([
    ...view.states,
    ['redpanda', { ...ready('shop-redpanda-1'), state: 'paused' }] as const,
  ]);
  const addresses = { ...view.addresses, servers: { ...view.addresses.servers, broker: 'redpanda' } };
  const { brokers } = composeStatus({ ...view, states, addresses });
  expect(brokers).toMatchObject([{ name: 'kafka', container: 'shop-redpanda-1', state: 'paused' }]);
});

test('a job of the project that is done is told as such, and makes no lab degraded', () => {
  const done: ContainerState = { ...unknownState, state: 'done', container: 'shop-migrate-1' };
  const states = new Map([...view.states, ['migrate', done] as const]);
  expect(composeStatus({ ...view, states })).toMatchObject({
    state: 'up',
    jobs: [{ name: 'migrate', state: 'done', container: 'shop-migrate-1' }],
  });
});

test('a job that has failed is told as such; of a helper that is unwell nothing is said', () => {
  const failed: ContainerState = { ...unknownState, state: 'failed', container: 'shop-migrate-1' };
  const states = new Map([...view.states, ['migrate', failed], ['pages', failed]] as const);
  expect(composeStatus({ ...view, states, jobs: ['migrate'] }).jobs).toEqual([
    { name: 'migrate', state: 'failed', container: 'shop-migrate-1' },
  ]);
});

test('of what nobody needs and does not run nothing is said', () => {
  const states = new Map([...view.states, ['pages', unknownState] as const]);
  const status = composeStatus({ ...view, states });
  expect(status.state).toBe('up');
  expect(status).not.toHaveProperty('jobs');
});

test('Debezium Server is the relay of its project, and each database has its own server', () => {
  const containers = ['orders', 'debezium-server', 'rabbitmq', 'order-db'];
  const { relays, databases } = composeStatus({
    ...view,
    states: new Map(containers.map((name) => [name, ready(`shop-${name}-1`)])),
    relay: { service: 'debezium-server', by: 'debezium' },
    addresses: {
      ...view.addresses,
      servers: { databases: new Map([['order-db', 'order-db']]), broker: 'rabbitmq' },
    },
    lag: null,
  });
  expect(relays).toEqual([
    {
      name: 'relay',
      mode: 'wal',
      pid: null,
      container: 'shop-debezium-server-1',
      state: 'ready',
      lag: null,
      answers: true,
    },
  ]);
  expect(databases).toMatchObject([{ name: 'order-db', container: 'shop-order-db-1' }]);
});
