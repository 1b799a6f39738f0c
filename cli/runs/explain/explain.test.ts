import { expect, test } from 'vitest';
import { checkInvariants } from '../../model/invariants/check.ts';
import { chainOf } from '../../model/chain.ts';
import { World } from '../../model/testing/world.ts';
import { compensated, completedInParallel, refusedAfterTheLock } from '../../model/testing/checkout.ts';
import { play, playOrder } from '../../model/testing/play.ts';
import { insert } from '../../model/testing/rows.ts';
import { system } from '../../scenario/testing/story.ts';
import { checkout, checkoutYaml } from '../../test/harness/checkout-system.ts';
import { loansSystem } from '../../test/harness/loans-system.ts';
import { LoansStory } from '../../model/testing/loans.ts';
import { parseSystem } from '../../systems/load.ts';
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
      `(message ${id(5)}, Customer/0@1) and committed order-db xid 744 lsn 0/1CE8.`,
    `It began with POST /orders -> 200 at order-service (request ${id(3)}).`,
    'What led there: OrderCreated, then CustomerCreditReserved.',
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
  expect(said(world, [...correlations, cancel.id])).toEqual([
    expect.stringMatching(
      new RegExp(
        `^create-order 17 ended CANCELLED because of POST /orders/17/cancel at order-service \\(request ${cancel.id}\\), committed as order-db xid \\d+ lsn \\S+\\.$`,
      ),
    ),
    expect.stringMatching(/^It went PENDING .*, APPROVED .*, CANCELLED /),
  ]);
});

test('what did not follow is told before what does not hold because of it', () => {
  const { world, correlations } = playOrder(system, 40, { unrelayed: ['OrderCreated'] });
  const failed = { name: 'events OrderApproved', verdict: 'fail', ms: 1 } as const;
  const sentences = said(world, correlations, { expectations: [failed] });
  const at = (text: string) => sentences.findIndex((sentence) => sentence.startsWith(text));
  expect(at('Missing: ')).toBeGreaterThan(0);
  expect(at('The expectation')).toBeGreaterThan(at('Missing: '));
});

test('a saga that hangs says what is missing, and after what', () => {
  const { world, correlations } = playOrder(system, 40, { unrelayed: ['OrderCreated'] });
  expect(said(world, correlations)).toEqual([
    'create-order 17 is still PENDING, which is not final.',
    `It became PENDING because of POST /orders at order-service (request ${id(3)}), committed as order-db xid 742 lsn 0/1CE6.`,
    `Missing: OrderCreated not relayed for 3.2 s after OrderCreated of Order 17 in the outbox (message ${id(4)}, order-db xid 742 lsn 0/1CE6). What would follow it was not seen either.`,
  ]);
});

test('a saga that stands still where nothing need follow is not explained by what began it', () => {
  const { world } = play(system);
  const request = world.request('order-service', 'POST', '/orders');
  const rows = [insert('orders', { id: '9', state: 'PENDING' })];
  const events = [{ aggregate: 'Order', id: 9, type: 'OrderNoted', payload: {} }];
  const [message] = world.commit('order-db', { cause: request, rows, events });
  world.publish(message!);
  expect(said(world, [request.id]).slice(0, 3)).toEqual([
    'create-order 9 is still PENDING, which is not final.',
    expect.stringMatching(/^It became PENDING because of POST \/orders at order-service \(request /),
    'Nothing is missing that the system file says must follow.',
  ]);
});

test('a violated invariant is told with its proof', () => {
  const { world, story, correlations } = playOrder(system);
  story.change('orders', '17', { state: 'SHIPPED' }, {});
  world.readBefore();
  const invariants = checkInvariants(world.model(), system, correlations);
  expect(said(world, correlations, { verdict: 'fail', invariants })).toContainEqual(
    expect.stringMatching(
      /^The invariant view-equals-fold is violated: orders 17: state is "SHIPPED", the events say "APPROVED"/,
    ),
  );
});

test('what failed is told with its reason', () => {
  const { world, correlations } = playOrder(system);
  const steps = [
    { name: 'POST orders', verdict: 'fail' as const, ms: 1, error: 'expected status 2xx, got 500' },
  ];
  const expectations = [{ name: 'events X', verdict: 'inconclusive' as const, ms: 1 }];
  expect(said(world, correlations, { steps, expectations }).slice(4)).toEqual([
    'The step "POST orders" failed: expected status 2xx, got 500.',
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

test('where the system file names no saga, that is said, and not that none was touched', () => {
  const story = new LoansStory(loansSystem({ loans: ', request: { answer: $.loan }' }));
  const request = story.lend();
  story.take();
  expect(said(story.world, [request])[0]).toBe('The system file names no saga.');
});

test('what no request is known for is not said to be nothing', () => {
  const story = new LoansStory(loansSystem());
  expect(said(story.world, [story.lend()])).toEqual([
    'No saga is known to be touched, but 1 message was seen for which no request is known, ' +
      'BookLent (loans-db announcements 7, library.loans/0@3): add request: or cause: to tables.loans-db.loans, ' +
      'or causation: to messaging.loans-db.mapping.outbox in the system file.',
  ]);
});

test('a saga whose command waited for a lock is told by its own command, not by what gave the lock back', () => {
  const world = new World(checkout);
  const { holder, waiting } = refusedAfterTheLock(world);
  const sentences = said(world, [holder.request.correlation, waiting.request.correlation]);
  const own = sentences.slice(sentences.findIndex((each) => each.startsWith('checkout s-2')));
  expect(own[0]).toMatch(
    /^checkout s-2 ended COMPENSATED because CheckoutSaga-consumer handled NothingReserved /,
  );
  expect(own[1]).toBe(
    `It began with POST /order -> 202 at orchestrator (request ${waiting.request.correlation}).`,
  );
  expect(own[2]).toBe('Its commands and the replies: ClaimReservations -> NothingReserved.');
  expect(own.join(' ')).toContain(
    'claim-reservations was refused: inventory replied NothingReserved (FAILURE) to ClaimReservations (message ',
  );
});

test('an orchestrated saga that went back: which refusal turned it, what it undid, in which order', () => {
  const { world, request } = compensated(new World(checkout));
  expect(said(world, [request.correlation])).toEqual([
    expect.stringMatching(
      /^checkout s-1 ended COMPENSATED because CheckoutSaga-consumer handled ReservationsReleased /,
    ),
    expect.stringMatching(/^It began with POST /),
    'Its commands and the replies: ClaimReservations -> ReservationsClaimed; CreateOrder -> OrderCreated; ' +
      'DoPayment -> PaymentRefused; RejectOrder -> OrderRejected; ReleaseReservations -> ReservationsReleased.',
    expect.stringMatching(/^It went claim-reservations /),
    expect.stringMatching(
      /^It turned back because do-payment was refused: payment replied PaymentRefused \(FAILURE\) to DoPayment \(message [0-9a-f-]+, .*payment-db xid \d+ lsn 0\/\w+\)\.$/,
    ),
    'Its steps: claim-reservations undone, create-order undone, do-payment refused, ' +
      'commit-reservations not begun, confirm-order not begun.',
    'Its way back, undone: create-order, then claim-reservations.',
  ]);
});

test('a payment that timed out was not refused', () => {
  const impatient = parseSystem(
    'checkout.yaml',
    checkoutYaml.replace(
      'replies: [PaymentDone, PaymentRefused]',
      'replies: [PaymentDone, PaymentRefused]\n        timeouts: [PaymentRefused]',
    ),
  );
  const { world, request } = compensated(new World(impatient));
  const sentences = said(world, [request.correlation]).join(' ');
  expect(sentences).toContain('It turned back because do-payment timed out: payment replied PaymentRefused ');
  expect(sentences).toContain('create-order undone, do-payment timed out, commit-reservations not begun');
});

test('of steps in parallel every branch is told, whichever ended last', () => {
  const { world, request } = completedInParallel(new World(checkout));
  expect(said(world, [request.correlation])).toContain(
    'Its commands and the replies: ClaimReservations -> ReservationsClaimed; CreateOrder -> OrderCreated; ' +
      'DoPayment -> PaymentDone; at the same time CommitReservations -> ReservationsCommitted and ConfirmOrder -> OrderConfirmed.',
  );
});
