import type { Hop, HopKind, HopRef } from '../../model/hop.ts';
import type { RunEvent } from '../../scenario/events.ts';
import type { RunReport, ScenarioReport } from '../../scenario/report.ts';

/** Fixed reports for the tests of the reporters: one that passes, one in which the relay is stopped, one in doubt. */
function hop(
  id: string,
  cause: string | null,
  kind: HopKind,
  label: string,
  at: number | null,
  ref: HopRef,
): Hop {
  return {
    id,
    cause,
    correlation: '0000019aa4c5b7d0-00005e8fa1b2c3d4',
    kind,
    type: label.split(' ')[0] ?? '',
    service: 'order-service',
    label,
    ref,
    injected: false,
    atMs: at === null ? null : 1_763_700_000_000 + at,
    clock: 'source',
    sinceRootMs: at,
    sinceCauseMs: at === null || cause === null ? null : 0.7,
  };
}

const order = (offset: string): HopRef => ({ topic: 'Order', partition: 2, offset, key: '1017' });
const customer = (offset: string): HopRef => ({ topic: 'Customer', partition: 0, offset, key: '42' });
const orderDb = { database: 'order-db', xid: 745, lsn: '0/1A2B3C8' };
const customerDb = { database: 'customer-db', xid: 811, lsn: '0/1A2B7F0' };

const sent: Hop[] = [
  hop('a', null, 'http', 'POST /orders -> 200', 0, { method: 'POST', path: '/orders', status: 200 }),
  hop('b', 'a', 'saga', 'create-order 1017: PENDING', 2.4, orderDb),
  hop('c', 'b', 'outbox', 'OrderCreated of Order 1017 in the outbox', 2.4, orderDb),
];

const chain: Hop[] = [
  ...sent,
  hop('d', 'c', 'relay', 'OrderCreated relayed to Order', 4.9, order('17')),
  hop('e', 'd', 'record', 'OrderCreated at Order/2@17', 5.1, order('17')),
  hop('f', 'e', 'handled', 'customer-service-orders handled OrderCreated', 8.2, {
    ...customerDb,
    consumer: 'customer-service-orders',
  }),
  hop('g', 'f', 'row', 'insert credit_reservations 42/1017', 9, customerDb),
  hop('h', 'f', 'outbox', 'CustomerCreditReserved of Customer 42 in the outbox', 9, customerDb),
  hop('i', 'h', 'relay', 'CustomerCreditReserved relayed to Customer', 11.3, customer('5')),
  hop('j', 'i', 'record', 'CustomerCreditReserved at Customer/0@5', 11.6, customer('5')),
  hop(
    'k',
    'j',
    'retry',
    'order-service-customers will retry CustomerCreditReserved: deadlock',
    13,
    customer('5'),
  ),
  hop('l', 'j', 'handled', 'order-service-customers handled CustomerCreditReserved', 1_250, {
    ...orderDb,
    consumer: 'order-service-customers',
  }),
  hop('m', 'e', 'handled', 'order-history handled OrderCreated', 8.8, {
    ...order('17'),
    consumer: 'order-history',
  }),
  hop('n', 'm', 'document', 'customers 42: OrderCreated applied', 9.9, {
    database: 'order-history-db',
    collection: 'customers',
    _id: '42',
  }),
];

const invariants: ScenarioReport['invariants'] = [
  { name: 'every-outbox-row-on-its-topic', verdict: 'pass' },
  { name: 'effects-once', verdict: 'pass' },
  { name: 'order-per-key', verdict: 'not-applicable' },
  { name: 'view-equals-fold', verdict: 'pass' },
];

const passing: ScenarioReport = {
  name: 'approve',
  system: 'customers-and-orders',
  verdict: 'pass',
  durationMs: 143,
  steps: [{ name: 'POST order-service/orders', verdict: 'pass', ms: 12.4 }],
  expectations: [
    { name: 'eventually GET order-service/orders/{orderId} orderState APPROVED', verdict: 'pass', ms: 31 },
    { name: 'quiescence', verdict: 'pass', ms: 4 },
  ],
  invariants,
  chain,
};

const failing: ScenarioReport = {
  name: 'credit-exceeded',
  system: 'customers-and-orders',
  verdict: 'fail',
  durationMs: 5_310,
  steps: [{ name: 'POST order-service/orders', verdict: 'pass', ms: 9 }],
  expectations: [
    {
      name: 'events OrderCreated, OrderRejected',
      verdict: 'fail',
      ms: 5_003,
      error: 'OrderRejected was not seen after OrderCreated',
      lastSeen: ['OrderCreated'],
    },
  ],
  invariants: [
    ...invariants.slice(0, 1),
    {
      name: 'every-order-terminal',
      verdict: 'fail',
      proof: ['create-order 1017 is PENDING at order-db xid 745'],
    },
    {
      name: 'credit-conserved',
      verdict: 'inconclusive',
      proof: ['the probe wal order-db has a gap: slot lost'],
    },
  ],
  chain: [
    ...sent,
    hop('x', 'c', 'missing', 'OrderCreated not relayed for 5.1 s (relay is stopped)', null, {}),
  ],
};

const unsure: ScenarioReport = {
  name: 'cancel',
  system: 'customers-and-orders',
  verdict: 'inconclusive',
  durationMs: 20,
  steps: [
    {
      name: 'POST order-service/orders',
      verdict: 'inconclusive',
      ms: 3,
      error: 'http://127.0.0.1:8081 cannot be reached: <&"> \u001B[31mECONNREFUSED\u0000 100%\nsecond line',
    },
  ],
  expectations: [{ name: 'huge', verdict: 'inconclusive', ms: 0, lastSeen: { id: 9223372036854775807n } }],
  invariants: [],
  chain: [],
};

export const report: RunReport = {
  v: 1,
  verdict: 'fail',
  stack: 'embedded',
  lab: 'default',
  durationMs: 5_480,
  scenarios: [passing, failing, unsure],
};

/** A run with `--retries 1`: one passed at its second attempt, one did not pass at either. */
export const retried: RunReport = {
  ...report,
  seed: 7,
  scenarios: [
    { ...passing, attempt: 1 },
    { ...failing, name: 'cancel', attempt: 2, earlier: [{ ...unsure, attempt: 1 }] },
    {
      ...passing,
      name: 'credit-exceeded',
      attempt: 2,
      flaky: true,
      earlier: [{ ...failing, attempt: 1 }],
    },
  ],
};

export const broken: RunReport = {
  ...report,
  verdict: 'inconclusive',
  durationMs: 0,
  scenarios: [],
  error: { code: 'stack', message: 'PostgreSQL did not start:\nno space left' },
};

/** The events of a run that ends with this report, as the engine tells them. */
export function eventsOf(run: RunReport): RunEvent[] {
  const scenarios = run.scenarios.map(({ system, name }) => `${system}/${name}`);
  const about =
    'What this story shows, told in a sentence that is long enough to need more than one line of text.';
  return [
    {
      type: 'run-started',
      lab: run.lab,
      stack: run.stack,
      label: 'embedded broker, not Apache Kafka',
      scenarios,
    },
    ...run.scenarios.flatMap(attemptsOf).flatMap(({ report: each, retrying }): RunEvent[] => {
      const scenario = `${each.system}/${each.name}`;
      return [
        { type: 'scenario-started', name: each.name, system: each.system, about, ...attemptOf(each) },
        ...each.steps.map((step) => ({ type: 'step-finished', scenario, step }) as const),
        ...each.expectations.map(
          (expectation) => ({ type: 'expectation-finished', scenario, expectation }) as const,
        ),
        {
          type: 'scenario-finished',
          report: each,
          chainSource: { correlations: [], seq: 0, nowMs: 0 },
          ...(retrying && { retrying }),
        },
      ];
    }),
    { type: 'run-finished', report: run },
  ];
}

/** The document gathers what the events told attempt by attempt. */
function attemptsOf({ earlier = [], ...last }: ScenarioReport) {
  return [
    ...earlier.map((report) => ({ report, retrying: true as const })),
    { report: last, retrying: false as const },
  ];
}

function attemptOf({ attempt }: ScenarioReport): { attempt?: number } {
  return attempt === undefined ? {} : { attempt };
}
