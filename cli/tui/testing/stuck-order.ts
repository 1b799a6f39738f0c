import { play } from '../../model/testing/play.ts';
import type { RecordedEvent } from '../../runs/format.ts';
import type { StepReport } from '../../scenario/report.ts';
import type { System } from '../../systems/system.ts';
import type { Plans } from '../ledger/progress.ts';
import type { Look } from '../state/look.ts';
import { ledgerOf, lookAt } from './looks.ts';

/**
 * One order approved, one rejected; of a third the relay never took the answer, and the scenario that waits for it is
 * under way. The customer's name is wide, and would colour a terminal that believed it.
 */
export function stuckOrder(system: System): Look {
  const unrelayed: string[] = [];
  const { world, story } = play(system, { unrelayed });
  const started = { kind: 'process', pid: 4711, state: 'ready' } as const;
  world.tell('processes', { ...started, process: 'order-service' });
  world.tell('probe topics', { kind: 'probe', probe: 'topics', state: 'watching' });
  const customer = story.createCustomer(100);
  const approved = story.placeOrder(customer.id, 40);
  story.placeOrder(customer.id, 90);
  story.change('customers', customer.id, { name: '山田 \u001B[31mTarō\u0007 🦊' }, {});
  unrelayed.push('CustomerCreditReserved');
  story.placeOrder(customer.id, 30);
  return lookAt(ledgerOf(world, eventsOf(approved.request.id), plans));
}

const plans: Plans = new Map([
  [
    'customers-and-orders/relay-down',
    {
      steps: ['POST /customers', 'POST /orders', 'start relay'],
      expectations: ['order-db.orders 19 is APPROVED', 'quiescence'],
    },
  ],
]);

function eventsOf(correlation: string): RecordedEvent[] {
  const system = 'customers-and-orders';
  const steps = [passed('POST /customers', 12), passed('POST /orders', 9)];
  const seen = { state: 'PENDING', rejection_reason: null };
  const late = {
    name: 'order-db.orders 17 is REJECTED',
    verdict: 'fail',
    ms: 10_004,
    error: 'not seen within 10 s',
    lastSeen: seen,
  } as const;
  const name = 'credit-exceeded';
  const proof = ['customer 1: reserved 130.00, limit 100.00 after commit 0/1CE9'];
  const invariants = [
    { name: 'effects-once', verdict: 'pass' },
    { name: 'credit-within-limit', verdict: 'fail', proof },
    { name: 'view-equals-fold', verdict: 'not-applicable' },
  ] as const;
  return [
    { type: 'scenario-started', system, name, about: 'An order that exceeds the limit.' },
    ...steps.map((step) => ({ type: 'step-finished', scenario: `${system}/${name}`, step }) as const),
    { type: 'expectation-finished', scenario: `${system}/${name}`, expectation: late },
    {
      type: 'scenario-finished',
      report: { name, system, verdict: 'fail', durationMs: 10_140, steps, expectations: [late], invariants },
      chainSource: { correlations: [correlation], seq: 20, nowMs: 1_700_000_000_100 },
    },
    { type: 'scenario-started', system, name: 'relay-down', about: 'Rows wait while the relay is down.' },
    { type: 'step-finished', scenario: `${system}/relay-down`, step: passed('POST /customers', 11) },
  ];
}

function passed(name: string, ms: number): StepReport {
  return { name, verdict: 'pass', ms };
}
