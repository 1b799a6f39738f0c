import type { Mishaps } from '../../model/testing/customers-and-orders.ts';
import { bundledSystems } from '../../systems/bundled.ts';
import { loadSystem } from '../../systems/load.ts';
import { parseScenario } from '../load.ts';
import type { RunLimits, RunPorts, World } from '../ports.ts';
import type { ExpectationReport, ScenarioReport } from '../report.ts';
import { runScenario } from '../run-scenario.ts';
import { PlayedLab } from './played-lab.ts';

export const { system } = await loadSystem(bundledSystems().get('customers-and-orders')!);
export const limits: RunLimits = {
  timeoutMs: 5_000,
  withinMs: 60,
  settleMs: 60,
  settleLongMs: 60,
  catchUpMs: 60,
};

export const story = `name: approve
system: customers-and-orders
vars: { limit: 50 }
steps:
  - post: customer-service/customers
    json: { name: Jane, creditLimit: { amount: '{{limit}}' } }
    capture: { customerId: $.customerId }
  - post: order-service/orders
    json: { customerId: '{{customerId}}', orderTotal: { amount: 12.34 } }
    capture: { orderId: $.orderId }
expect:
  - eventually: { get: 'order-service/orders/{{orderId}}', json: { orderState: APPROVED } }
  - events: [OrderCreated, CustomerCreditReserved, OrderApproved]
  - rows:
      database: customer-db
      table: credit_reservations
      where: { order_id: '{{orderId}}' }
      equals: { amount: 12.34 }
  - view: { collection: customers, id: '{{customerId}}', json: { 'orders.{{orderId}}.state': APPROVED } }
`;

interface Setting {
  readonly mishaps?: Mishaps;
  readonly overrides?: Partial<World> & Partial<RunPorts>;
  readonly text?: string;
  readonly given?: ReadonlyMap<string, unknown>;
  readonly prepare?: (lab: PlayedLab) => void;
}

/** Runs a story against a played lab. */
export async function run({ mishaps, overrides, text = story, given, prepare }: Setting = {}) {
  const lab = new PlayedLab(system, mishaps, overrides);
  prepare?.(lab);
  const report = await runScenario(parseScenario('story.yaml', text), lab.ports, limits, given);
  return { lab, report };
}

export function expectationOf({ expectations }: ScenarioReport, name: string): ExpectationReport | undefined {
  return expectations.find((each) => each.name.startsWith(name));
}
