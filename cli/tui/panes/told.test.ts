import { describe, expect, test } from 'vitest';
import { play, playOrder } from '../../model/testing/play.ts';
import { customersAndOrders as system } from '../../test/harness/customers-and-orders.ts';
import { ledgerOf, lookAt } from '../testing/looks.ts';
import { rowsIn, summaryIn, textsIn } from '../testing/rows.ts';
import { stuckOrder } from '../testing/stuck-order.ts';

const stuck = stuckOrder(system);

describe('scenarios', () => {
  test('what ran, what failed and what was seen instead, what is under way, and what is to be done', () => {
    expect(textsIn('scenario', stuck)).toEqual([
      '✗ customers-and-orders/credit-exceeded 10.1 s',
      '✔   POST /customers 12.0 ms',
      '✔   POST /orders 9.0 ms',
      '✗   order-db.orders 17 is REJECTED 10.0 s',
      '    not seen within 10 s',
      '    last seen: {"state":"PENDING","rejection_reason":null}',
      '◷ customers-and-orders/relay-down',
      '✔   POST /customers 11.0 ms',
      '◷   POST /orders',
      '·   start relay',
      '·   order-db.orders 19 is APPROVED',
      '·   quiescence',
    ]);
    expect(summaryIn('scenario', stuck)).toBe('0 passed, 1 did not, one runs');
  });

  test('one whose plan nobody told shows what it did; of one that broke off, what was not run', () => {
    const { world } = playOrder(system);
    const step = { name: 'POST /orders', verdict: 'fail', ms: 3, error: 'no answer' } as const;
    const plan = { steps: ['POST /orders', 'stop relay'], expectations: ['it is there'] };
    const report = { name: 'a', system: system.name, verdict: 'fail', durationMs: 3 } as const;
    const ledger = ledgerOf(
      world,
      [
        { type: 'scenario-started', system: system.name, name: 'a', about: '' },
        { type: 'step-finished', scenario: 'a', step },
        {
          type: 'scenario-finished',
          report: { ...report, steps: [step], expectations: [], invariants: [] },
          chainSource: { correlations: [], seq: 0, nowMs: 0 },
        },
        { type: 'scenario-started', system: system.name, name: 'b', about: '', repetition: 2 },
      ],
      new Map([[`${system.name}/a`, plan]]),
    );
    expect(textsIn('scenario', lookAt(ledger)).slice(3)).toEqual([
      '–   stop relay (not run)',
      '–   it is there (not run)',
      '◷ customers-and-orders/b (2)',
    ]);
  });
});

test('invariants: what must hold and does or does not, by what that is proved; their names in the detail', () => {
  expect(textsIn('invariants', stuck)).toEqual([
    '✔ Each consumer handled a message once, and answered it once.',
    "✗ Reserved credit never exceeds the customer's limit, after any commit.",
    '    customer 1: reserved 130.00, limit 100.00 after commit 0/1CE9',
    '– A view is what the events alone say.',
  ]);
  expect(summaryIn('invariants', stuck)).toBe('1 violated ✗, after customers-and-orders/credit-exceeded');
  const row = rowsIn('invariants', stuck)[1];
  expect(row?.detail()).toMatchObject({ name: 'credit-within-limit', verdict: 'fail' });
});

describe('documents', () => {
  test('the list, then the one of the chain that changed last, what changed marked', () => {
    const look = lookAt(ledgerOf(playOrder(system).world));
    expect(textsIn('document', look)).toEqual([
      '✔ customers 1 0 3.2 s',
      '✔ orders 17 0 3.2 s',
      '✔ orders 17 after change 2 0 3.2 s',
      '  _id: 17',
      '  customerId: 1',
      '  orderTotal:',
      '    amount: 40',
      '~ state: "APPROVED"',
      '  guards:',
      '    Order:',
      expect.stringMatching(/^~ {5}17: /),
    ]);
  });

  test('how many events one is behind of what was sent', () => {
    const unhandled = ['order-history/OrderApproved'];
    const look = lookAt(ledgerOf(playOrder(system, 40, { unhandled }).world));
    expect(textsIn('document', look).slice(0, 2)).toEqual(['◷ customers 1 1 3.2 s', '◷ orders 17 1 3.2 s']);
  });

  test('one that is chosen is the one shown', () => {
    const look = lookAt(ledgerOf(playOrder(system).world));
    const { picks } = rowsIn('document', look)[0]!;
    expect(textsIn('document', look, picks)[2]).toMatch(/^✔ customers 1 after change/);
  });
});

describe('the chain', () => {
  test('marks the path that ends last; what is missing is on it and says since when', () => {
    const critical = rowsIn('chain', stuck).filter(({ cells }) => cells[0]?.text === '┃');
    expect(critical[0]?.cells[1]?.text).toBe('» POST /orders -> 200');
    expect(critical.at(-1)?.cells[1]?.text).toBe(
      '  │ ✗ missing: CustomerCreditReserved not relayed for 3.2 s',
    );
    expect(summaryIn('chain', stuck)).toBe('13 hops, 1 missing ✗');
  });

  test('the bar of a hop is as long as its share of the whole', () => {
    const look = lookAt(ledgerOf(playOrder(system).world));
    const bars = rowsIn('chain', look).map(
      ({ cells }) => [cells[3]?.text ?? '', Number(cells[5]?.text)] as const,
    );
    const total = Math.max(...rowsIn('chain', look).map(({ cells }) => Number(cells[4]?.text)));
    for (const [bar, ms] of bars)
      expect(bar.length - (bar.endsWith('▌') ? 0.5 : 0)).toBeCloseTo(
        Math.max(0, Math.round((ms / total) * 12) / 2),
      );
    expect(summaryIn('chain', look)).toMatch(/^\d+ hops, ┃ critical path \d+ ms$/);
  });

  test('what was injected is counted, and says so where it stands', () => {
    const { world, story } = play(system, { unrelayed: ['OrderCreated'] });
    const order = story.placeOrder(story.createCustomer(50).id, 40);
    const message = ledgerOf(world).entries.outbox.at(-1)!.envelope.id;
    const line = { event: 'fault', at: 1, service: 'relay', arming: 'a1', index: 0, call: 1 } as const;
    const point = 'relay.OrderCreated.before-publish';
    world.line('relay', { ...line, do: 'drop', point, message, correlation: order.request.id });
    const look = lookAt(ledgerOf(world));
    expect(textsIn('chain', look)).toContainEqual(expect.stringMatching(/! drop at relay\.OrderCreated/));
    expect(summaryIn('chain', look)).toBe('6 hops, 1 missing ✗, 1 injected !');
  });
});

describe('the sequence', () => {
  test('names above their lifelines, then what passes between them', () => {
    const rows = rowsIn('sequence', stuck).map(({ cells }) => cells[0]?.text);
    expect(rows.slice(0, 3)).toEqual(['client', '│    order-service', '│    │    database order-db']);
    expect(rows[10]).toMatch(/^├───▸│ {4}│/);
  });

  test('what is missing stands at whoever lacks it', () => {
    const missing = rowsIn('sequence', stuck).find(({ cells }) => cells[1]?.text.startsWith('missing:'));
    expect(missing?.cells[0]?.text).toBe('│    │    │    │    ✗    │    │    │    │    │');
    expect(missing?.cells[0]?.tone).toBe('bad');
  });
});
