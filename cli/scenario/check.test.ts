import { expect, test } from 'vitest';
import { bundledSystems } from '../systems/bundled.ts';
import { loadSystem } from '../systems/load.ts';
import { checkScenario } from './check.ts';
import { parseScenario } from './load.ts';

const { system } = await loadSystem(bundledSystems().get('customers-and-orders')!);

const valid = `name: mine
system: customers-and-orders
steps:
  - post: order-service/orders
    json: { customerId: '{{customer}}' }
    capture: { orderId: $.orderId }
expect:
  - eventually: { get: 'order-service/orders/{{orderId}}' }
  - events: [OrderCreated]
  - rows: { database: order-db, table: orders, where: { id: '{{orderId}}' } }
  - view: { collection: customers, id: 1, json: { 'orders.{{orderId}}.state': APPROVED } }
invariants: [effects-once]
vars: { customer: 1 }
`;

function problemsOf(text: string, given: readonly string[] = []): string {
  try {
    checkScenario(parseScenario('mine.yaml', text), system, given);
  } catch (error) {
    return (error as Error).message;
  }
  return '';
}

test('a scenario without a mistake has no problems', () => {
  expect(problemsOf(valid)).toBe('');
});

test.each([
  ['capture: {', 'captur: {', 'mine.yaml:6:5: unknown field "captur" in steps[0]; did you mean "capture"?'],
  [
    '- post: order-service/orders\n',
    '- name: x\n',
    'mine.yaml:4:5: steps[0]: exactly one of get, post, put, delete, eventually, stop, start, kill, pause, resume, redeliver, publish must be given',
  ],
  ['system: customers-and-orders\n', '', 'mine.yaml:1:1: system is missing (string)'],
  [
    'invariants: [effects-once]',
    'invariants: 5',
    'mine.yaml:12:13: invariants must be all or none or a list, not 5',
  ],
  [
    'order-service/orders\n',
    'orders-service/orders\n',
    'mine.yaml:4:11: there is no service "orders-service"; did you mean "order-service"?',
  ],
  ['$.orderId', '$..orderId', 'mine.yaml:6:25: "$..orderId" is not a JSON path; write it as $.a.b[0]'],
  [
    "orders/{{orderId}}' }",
    "orders/{{orderID}}' }",
    'mine.yaml:8:24: nothing has set the variable "orderID" so far; did you mean "orderId"?',
  ],
  [
    'events: [OrderCreated]',
    'events: [OrderCraeted]',
    'mine.yaml:9:14: there is no message "OrderCraeted"; did you mean "OrderCreated"?',
  ],
  [
    'table: orders',
    'table: order',
    'mine.yaml:10:40: there is no table of order-db "order"; did you mean "orders"?',
  ],
  [
    'database: order-db',
    'database: order-history-db',
    'mine.yaml:10:48: there is no table of order-history-db "orders"',
  ],
  [
    'database: order-db',
    'database: orders-db',
    'mine.yaml:10:23: there is no database "orders-db"; did you mean "order-db"?',
  ],
  [
    'collection: customers',
    'collection: customer',
    'mine.yaml:11:25: there is no collection "customer"; did you mean "customers"?',
  ],
  [
    '[effects-once]',
    '[effect-once]',
    'mine.yaml:12:14: there is no invariant "effect-once"; did you mean "effects-once"?',
  ],
  ['vars: { customer: 1 }\n', '', 'mine.yaml:5:11: nothing has set the variable "customer" so far'],
])('%j as %j is told with its place and the fix', (from, to, message) => {
  expect(valid).toContain(from);
  expect(problemsOf(valid.replace(from, to))).toContain(message);
});

test('a variable given on the command line needs no default', () => {
  expect(problemsOf(valid.replace('vars: { customer: 1 }\n', ''), ['customer'])).toBe('');
});

test('a variable is not known before the step that captures it', () => {
  const early = valid.replace("'{{customer}}'", "'{{orderId}}'");
  expect(problemsOf(early)).toMatch(/nothing has set the variable "orderId" so far/);
});

test.each([
  ['stop: order-servce', 'there is no process "order-servce"; did you mean "order-service"?'],
  ['kill: kafak', 'there is no process "kafak"; did you mean "kafka"?'],
  ['stopp: relay', 'unknown field "stopp" in steps[0]; did you mean "stop"?'],
  ['redeliver: OrderCraeted', 'there is no message "OrderCraeted"; did you mean "OrderCreated"?'],
  ['publish: { topic: Orders, key: 1, json: {} }', 'there is no topic "Orders"; did you mean "Order"?'],
  ['publish: { topic: Order, key: 1 }', 'exactly one of json, value must be given'],
  ['publish: { topic: Order, key: 1, event: OrderCreated, value: x }', 'a message has its payload in json'],
  [
    'publish: { topic: Order, key: 1, value: x, partition: 4 }',
    'mine.yaml:4:59: Order has no partition 4; it has 4, counted from 0',
  ],
  [
    "publish: { topic: Order, key: '{{orderId}}', value: x }",
    'nothing has set the variable "orderId" so far',
  ],
  ['{ kill: relay, parallel: 2 }', 'parallel goes with get, post, put or delete'],
  [
    '{ get: order-service/orders, parallel: 2, capture: { id: $.id } }',
    'of parallel requests nothing can be captured',
  ],
])('the step %s is told with its fix', (step, message) => {
  const text = `name: mine\nsystem: customers-and-orders\nsteps:\n  - ${step}\n`;
  expect(problemsOf(text)).toContain(message);
});

test('every process that a lab of the system runs can be driven', () => {
  const steps = ['order-service', 'relay', 'kafka', 'postgres', 'mongo'].map((name) => `  - kill: ${name}\n`);
  expect(problemsOf(`name: mine\nsystem: customers-and-orders\nsteps:\n${steps.join('')}`)).toBe('');
});
