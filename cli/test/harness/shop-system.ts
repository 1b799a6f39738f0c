import { parseSystem } from '../../systems/load.ts';
import type { System } from '../../systems/system.ts';

export interface TestRule {
  readonly each?: string;
  readonly expression: string;
  readonly messageExpression?: string;
}

/** Orders that are paid for: two databases, a collection, and one rule. */
export function shopWith(rule: TestRule): System {
  return parseSystem(
    'shop.yaml',
    JSON.stringify({
      version: 1,
      name: 'shop',
      databases: {
        'orders-db': { kind: 'postgres' },
        'pay-db': { kind: 'postgres' },
        views: { kind: 'mongodb' },
      },
      services: {
        orders: { command: ['node', 'orders.js'], port: 3000, health: '/' },
        payments: { command: ['node', 'payments.js'], port: 3001, health: '/' },
      },
      messaging: {
        'orders-db': { service: 'orders', mapping: 'eventuate' },
        'pay-db': { service: 'payments', mapping: 'eventuate' },
      },
      topics: { orders: {} },
      tables: {
        'orders-db': { orders: { key: ['id'] } },
        'pay-db': { payments: { key: ['id'] }, refunds: { key: ['id'] } },
        views: { orders: { key: ['_id'] } },
      },
      sagas: {
        order: {
          instance: { database: 'orders-db', table: 'orders', key: 'id', state: 'state' },
          initial: ['placed', 'shipped'],
          transitions: {},
          terminal: ['shipped'],
        },
      },
      invariants: { rule: { kind: 'expression', ...rule } },
    }),
  );
}
