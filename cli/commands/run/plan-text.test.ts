import { expect, test } from 'vitest';
import { columns } from '../../reporters/text/fit.ts';
import { paintWith } from '../../reporters/text/paint.ts';
import { parseScenario } from '../../scenario/load.ts';
import { planOf } from '../../scenario/plan.ts';
import { system } from '../../scenario/testing/story.ts';
import { planText } from './plan-text.ts';

const text = `name: late
system: customers-and-orders
about: The customer service dies, and comes back.
timeout: 60s
vars: { limit: 50 }
faults: [{ at: customer-service.OrderCreated.after-commit, do: crash }]
steps:
  - name: a customer
    post: customer-service/customers
    json: { name: Jane, creditLimit: { amount: '{{limit}}' } }
    capture: { customerId: $.customerId }
  - kill: relay
expect:
  - events: [OrderCreated]
  - name: the credit is reserved once
    rows: { database: customer-db, table: credit_reservations, where: { customer_id: '{{customerId}}' }, count: 1 }
invariants: [effects-once]
`;
const plan = planOf(parseScenario('late.yaml', text), system, new Map(), 30_000);

test('says what is done, how it goes wrong meanwhile, and what must come of it', () => {
  expect(planText(plan, '2/3', 100, paintWith(false))).toEqual([
    '2/3 customers-and-orders/late',
    '  late.yaml, limit 60.0 s',
    '  The customer service dies, and comes back.',
    '  variables',
    '    limit = 50',
    '  faults',
    '    crash at customer-service.OrderCreated.after-commit, once',
    '  steps',
    '    a customer',
    '      POST customer-service/customers',
    '      json {"name":"Jane","creditLimit":{"amount":50}}',
    '      capture {"customerId":"$.customerId"}',
    '    kill relay',
    '  expected',
    '    events OrderCreated',
    '    the credit is reserved once',
    '      rows customer-db.credit_reservations customer_id {customerId}: 1 rows',
    '  invariants',
    '    effects-once',
    '',
  ]);
});

test('never wraps on a narrow terminal', () => {
  const widest = Math.max(...planText(plan, '1/1', 40, paintWith(false)).map(columns));
  expect(widest).toBeLessThanOrEqual(40);
});
