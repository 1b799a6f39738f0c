import { expect, test } from 'vitest';
import { checkInvariants } from '../../model/invariants/check.ts';
import { chainOf } from '../../model/chain.ts';
import { World } from '../../model/testing/world.ts';
import { compensated, refusedAfterTheLock } from '../../model/testing/checkout.ts';
import { play, playOrder } from '../../model/testing/play.ts';
import { system } from '../../scenario/testing/story.ts';
import { checkout } from '../../test/harness/checkout-system.ts';
import type { ScenarioReport } from '../../scenario/report.ts';
import { explain } from './explain.ts';

/** What is said of a world, as if its run had just ended. */
function said(
  world: World,
  correlations: readonly string[],
  more: Partial<ScenarioReport> = {},
): readonly string[] {
  const model = world.model();
  const chainSource = { correlations, seq: model.seq, nowMs: model.seenMs + 3_200 };
  const chain = chainOf(model, correlations, chainSource.nowMs);
  const report: ScenarioReport = {
    name: 'approve',
    system: system.name,
    verdict: 'pass',
    durationMs: 1,
    steps: [],
    expectations: [],
    invariants: [],
    ...more,
    chain,
  };
  const title = 'customers-and-orders/approve';
  return explain({ title, report, chainSource, model, chain, observations: [] }).sentences;
}

const id = (number: number) => `${number.toString(16).padStart(16, '0')}-00000000000000aa`;

test('an approved order: which event made it so, who handled it, in which commit, and where it all began', () => {
  const { world, correlations } = playOrder(system);
  expect(said(world, correlations)).toEqual([
    'create-order 17 ended APPROVED because order-service-customers handled CustomerCreditReserved ' +
      `(message ${id(5)}, Customer/0@1) and committed order-db xid 744 at 0/1CE8; ` +
      `it began with POST /orders -> 200 at order-service, request ${id(3)}: OrderCreated, then CustomerCreditReserved. ` +
      'It went PENDING (xid 742), APPROVED (xid 744).',
  ]);
});

test('a rejected order names the event that rejected it', () => {
  const { world, correlations } = playOrder(system, 60);
  expect(said(world, correlations)[0]).toMatch(
    /^create-order 17 ended REJECTED because order-service-customers handled CustomerCreditReservationFailed /,
  );
});

test('a cancelled order was cancelled by a request, not by an event', () => {
  const { world, story, order, correlations } = playOrder(system);
  const cancel = story.cancelOrder(order);
  expect(said(world, [...correlations, cancel.id])[0]).toMatch(
    new RegExp(
      `^create-order 17 ended CANCELLED because of POST /orders/17/cancel -> 200, which the order-service answered .*request ${cancel.id}\\. It went PENDING .*, APPROVED .*, CANCELLED `,
    ),
  );
});

test('a saga that hangs says what is missing, and after what', () => {
  const { world, correlations } = playOrder(system, 40, { unrelayed: ['OrderCreated'] });
  expect(said(world, correlations)).toEqual([
    expect.stringMatching(
      /^create-order 17 is still PENDING, which is not final because of POST \/orders -> 200/,
    ),
    `Missing: OrderCreated not relayed for 3.2 s after OrderCreated of Order 17 in the outbox (message ${id(4)}, order-db xid 742 lsn 0/1CE6). What hangs on it did not happen.`,
  ]);
});

test('a violated invariant is told with its proof', () => {
  const { world, story, correlations } = playOrder(system);
  story.change('orders', '17', { state: 'SHIPPED' }, {});
  world.readBefore();
  const invariants = checkInvariants(world.model(), system, correlations);
  expect(said(world, correlations, { verdict: 'fail', invariants })[1]).toMatch(
    /^The invariant view-equals-fold is violated: orders 17: state is "SHIPPED", the events say "APPROVED"/,
  );
});

test('what failed is told with its reason', () => {
  const { world, correlations } = playOrder(system);
  const steps = [
    { name: 'POST orders', verdict: 'fail' as const, ms: 1, error: 'expected status 2xx, got 500' },
  ];
  const expectations = [{ name: 'events X', verdict: 'inconclusive' as const, ms: 1 }];
  expect(said(world, correlations, { steps, expectations }).slice(1)).toEqual([
    'The step "POST orders" does not hold: expected status 2xx, got 500.',
    'The expectation "events X" could not be judged.',
  ]);
});

test('faults and repeats are told where they struck', () => {
  const { world, story } = play(system);
  const { request } = story.createCustomer(5);
  const [created] = world.model().messages.byCorrelation.get(request.id)!;
  const { id: message, topic, key } = created!.envelope!;
  const place = { topic, partition: 0, offset: '0' };
  const told = { at: 1, service: 'order-history-service', correlation: request.id, message, key, ...place };
  const delivery = { ...told, consumer: 'order-history', type: 'CustomerCreated', ms: 1 };
  world.line('order-history-service', {
    ...told,
    event: 'fault',
    arming: 'a',
    index: 0,
    point: 'order-history-service.CustomerCreated.before-handle',
    do: 'duplicate',
    call: 1,
    consumer: 'order-history',
    type: 'CustomerCreated',
  });
  world.line('order-history-service', { ...delivery, event: 'retry', at: 2, attempt: 1, error: 'deadlock' });
  world.line('order-history-service', { ...delivery, event: 'duplicate', at: 3 });
  expect(said(world, [request.id])).toEqual([
    'No saga was touched.',
    expect.stringContaining(
      'A fault was injected: duplicate at order-history-service.CustomerCreated.before-handle',
    ),
    `order-history will retry CustomerCreated: deadlock (message ${message}, Customer/0@0).`,
    `order-history saw again CustomerCreated (message ${message}, Customer/0@0): a repeat, which had no effect.`,
  ]);
});

test('a saga whose command waited for a lock is told by its own command, not by what gave the lock back', () => {
  const world = new World(checkout);
  const { holder, waiting } = refusedAfterTheLock(world);
  const sentences = said(world, [holder.request.correlation, waiting.request.correlation]);
  const sentence = sentences.find((each) => each.startsWith('checkout s-2'));
  expect(sentence).toMatch(
    new RegExp(
      '^checkout s-2 ended COMPENSATED because CheckoutSaga-consumer handled NothingReserved .*' +
        `it began with POST /order -> 202 at orchestrator, request ${waiting.request.correlation}: ClaimReservations, then NothingReserved\\. `,
    ),
  );
  expect(sentence).toContain('replied NothingReserved (FAILURE) to command ClaimReservations (message ');
});

test('an orchestrated saga that went back: which refusal turned it, what it undid, in which order', () => {
  const { world, request } = compensated(new World(checkout));
  const [sentence = ''] = said(world, [request.correlation]);
  expect(sentence).toMatch(
    /^checkout s-1 ended COMPENSATED because CheckoutSaga-consumer handled ReservationsReleased /,
  );
  expect(sentence).toMatch(
    / It turned back because payment replied PaymentRefused \(FAILURE\) to command DoPayment \(message [0-9a-f-]+, .*payment-db xid \d+ lsn 0\/\w+\)\./,
  );
  expect(sentence).toContain(
    'Its steps: claim-reservations undone, create-order undone, do-payment refused, ' +
      'commit-reservations not begun, confirm-order not begun. ' +
      'Its way back, undone: create-order, then claim-reservations.',
  );
});
