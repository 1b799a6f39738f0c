import { expect, test } from 'vitest';
import { systemSchema, type System } from '../../systems/system.ts';
import { planLab, serverName } from './plan.ts';

function system(name: string, more: Record<string, unknown>): { system: System; folder: string } {
  const parsed = systemSchema.parse({ version: 1, name, databases: {}, services: {}, ...more });
  return { system: parsed, folder: `/systems/${name}` };
}

const service = { command: ['node', 'main.js'], port: 8081, health: '/health' };
const left = system('left', {
  services: { orders: service },
  databases: { 'order-db': { kind: 'postgres' } },
  messaging: { 'order-db': { service: 'orders', mapping: 'eventuate' } },
  topics: { Order: { partitions: 4 }, Customer: {} },
  consumers: { 'left-orders': { service: 'orders', handles: { Customer: {} } } },
});

test('what several systems need together', () => {
  const right = system('right', { services: { stock: service }, topics: { Order: { partitions: 2 } } });
  const plan = planLab([left, right]);
  expect(plan.systems).toEqual(['left', 'right']);
  expect(plan.services.map(({ name, system, folder }) => [name, system, folder])).toEqual([
    ['orders', 'left', '/systems/left'],
    ['stock', 'right', '/systems/right'],
  ]);
  expect(plan.relayed.map(({ database }) => database)).toEqual(['order-db']);
  expect(plan.consumers).toEqual(['left-orders']);
  expect(plan.subscriptions).toEqual({ 'left-orders': ['Customer'] });
  expect(plan.broker).toBe('kafka');
  expect(plan.topics).toEqual([
    { name: 'Order', partitions: 4 },
    { name: 'Customer', partitions: 1 },
  ]);
});

test('systems that are made for two brokers are refused', () => {
  expect(() => planLab([left, system('right', { broker: 'rabbitmq' })])).toThrow(
    'System left is made for kafka, right for rabbitmq, and a lab has one broker.',
  );
});

test('one name for two services or databases is refused', () => {
  expect(() => planLab([left, system('right', { services: { orders: service } })])).toThrow(
    /service named "orders".*--lab/,
  );
  expect(() => planLab([left, system('right', { databases: { 'order-db': { kind: 'mongodb' } } })])).toThrow(
    /database named "order-db"/,
  );
});

test('a database is named as SQL likes it', () => {
  expect(serverName('order-history-db')).toBe('order_history_db');
  expect(serverName('order-db', 'saga_lab_my-lab_')).toBe('saga_lab_my_lab_order_db');
});
