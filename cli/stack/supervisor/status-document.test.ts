import { expect, test } from 'vitest';
import { systemSchema } from '../../systems/system.ts';
import { planLab } from './plan.ts';
import { statusDocument, type LabView, type ProcessView } from './status-document.ts';

const system = systemSchema.parse({
  version: 1,
  name: 'shop',
  services: { orders: { command: ['node', 'main.js'], port: 8081, health: '/health' } },
  databases: { 'order-db': { kind: 'postgres' } },
  messaging: { 'order-db': { service: 'orders', mapping: 'eventuate' } },
});

const ready = (pid: number): ProcessView => ({ state: 'ready', pid, restarts: 0 });
const view: LabView = {
  lab: 'default',
  stack: 'embedded',
  plan: planLab([{ system, folder: '/' }]),
  relay: 'polling',
  phase: 'started',
  processes: new Map([
    ['postgres', ready(1)],
    ['kafka', ready(2)],
    ['relay', ready(3)],
    ['orders', { state: 'ready', pid: 4, restarts: 2 }],
  ]),
  urls: new Map([['orders', 'http://127.0.0.1:8081']]),
  broker: '127.0.0.1:9092',
  brokerKind: 'kafka',
  databases: new Map([['order-db', 'postgres://u@h/order_db']]),
  lag: { messages: 5, bytes: 700 },
  relayAnswers: true,
  answering: new Set(['orders']),
};

test('the whole document', () => {
  expect(statusDocument(view)).toEqual({
    v: 1,
    lab: 'default',
    state: 'up',
    stack: 'embedded',
    systems: ['shop'],
    services: [
      {
        name: 'orders',
        system: 'shop',
        url: 'http://127.0.0.1:8081',
        pid: 4,
        container: null,
        state: 'ready',
        restarts: 2,
        answers: true,
      },
    ],
    databases: [
      { name: 'order-db', kind: 'postgres', url: 'postgres://u@h/order_db', pid: 1, container: null },
    ],
    brokers: [{ name: 'kafka', kind: 'kafka', url: '127.0.0.1:9092', pid: 2, container: null }],
    relays: [
      {
        name: 'relay',
        mode: 'polling',
        pid: 3,
        container: null,
        state: 'ready',
        lag: { messages: 5, bytes: 700 },
        answers: true,
      },
    ],
  });
});

test('one process that is not well makes a lab degraded', () => {
  const stopped: ProcessView = { state: 'stopped', pid: null, restarts: 0 };
  const { state, relays } = statusDocument({
    ...view,
    processes: new Map([...view.processes, ['relay', stopped]]),
  });
  expect(state).toBe('degraded');
  expect(relays[0]).toMatchObject({ state: 'stopped', pid: null });
});

test('a relay that hangs is not said to be as far as it last was', () => {
  const { state, relays } = statusDocument({ ...view, relayAnswers: false });
  expect(state).toBe('degraded');
  expect(relays[0]).toMatchObject({ state: 'ready', answers: false });
});

test('a service that hangs is ready as far as the lab knows, and does not answer', () => {
  const { state, services } = statusDocument({ ...view, answering: new Set() });
  expect(state).toBe('degraded');
  expect(services[0]).toMatchObject({ state: 'ready', answers: false });
});

test('what is not known while it starts is empty', () => {
  const { state, services, brokers } = statusDocument({
    ...view,
    phase: 'starting',
    processes: new Map(),
    broker: '',
  });
  expect(state).toBe('starting');
  expect(services[0]).toMatchObject({ state: 'starting', pid: null });
  expect(brokers[0]).toMatchObject({ url: '', pid: null });
  expect(statusDocument({ ...view, phase: 'stopping' }).state).toBe('down');
});

test('on an external stack nothing of the servers is ours', () => {
  const own = new Map([...view.processes].filter(([name]) => name === 'orders' || name === 'relay'));
  const { state, databases, brokers } = statusDocument({ ...view, stack: 'external', processes: own });
  expect(state).toBe('up');
  expect([...databases, ...brokers].map(({ pid }) => pid)).toEqual([null, null]);
});

test('a service with a page says where it is', () => {
  const { orders } = system.services;
  const shop = { ...system, services: { orders: { ...orders!, page: '/ui' } } };
  const [service] = statusDocument({ ...view, plan: planLab([{ system: shop, folder: '/' }]) }).services;
  expect(service).toMatchObject({ url: 'http://127.0.0.1:8081', page: 'http://127.0.0.1:8081/ui' });
});
