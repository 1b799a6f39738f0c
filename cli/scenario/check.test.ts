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
    'mine.yaml:4:5: steps[0]: exactly one of get, post, put, delete, eventually must be given',
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
    'mine.yaml:9:14: there is no event "OrderCraeted"; did you mean "OrderCreated"?',
  ],
  [
    'table: orders',
    'table: order',
    'mine.yaml:10:40: there is no table of order-db "order"; did you mean "orders"?',
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
