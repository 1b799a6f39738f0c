import { expect, test } from 'vitest';
import { checkout } from '../../test/harness/checkout-system.ts';
import { Checkout, compensated, completed, untilPayment, untilRejection } from '../testing/checkout.ts';
import { resultOf } from '../testing/proof.ts';
import { update } from '../testing/rows.ts';
import { World } from '../testing/world.ts';

const name = 'compensations-complete';

function judged(play: (world: World) => Checkout) {
  const { world, request } = play(new World(checkout));
  return resultOf(world, name, [request.correlation]);
}

const undone = { 'claim-reservations': 'undone', 'create-order': 'undone', 'do-payment': 'refused' };

test.each([
  ['went back', compensated],
  ['went on', completed],
  ['is under way', untilPayment],
])('a saga that %s as it should', (_, play) => {
  expect(judged(play)).toEqual({ name, verdict: 'pass' });
});

test('a step that was done and is left as it is', () => {
  const result = judged((world) =>
    untilRejection(world).answers('order-db', 'order-commands', 'OrderRejected').moves('COMPENSATED', undone),
  );
  expect(result).toMatchObject({
    verdict: 'fail',
    proof: [
      expect.stringMatching(
        /^checkout s-1: claim-reservations was done \(ClaimReservations .* in orchestrator-db xid 741 .*\), and ReleaseReservations was never sent$/,
      ),
    ],
  });
});

test('a compensation that nobody has carried out', () => {
  const result = judged((world) =>
    untilRejection(world)
      .answers('order-db', 'order-commands', 'OrderRejected')
      .moves('undo claim-reservations', undone, 'ReleaseReservations', 'inventory')
      .answers('inventory-db', 'inventory-commands', 'NothingReserved', 'FAILURE')
      .moves('COMPENSATED', undone),
  );
  expect(result.proof).toEqual([
    expect.stringMatching(/claim-reservations: nobody has said that ReleaseReservations .* was done$/),
  ]);
});

test('compensations in the order of the steps, not in reverse', () => {
  const result = judged((world) =>
    untilPayment(world)
      .answers('payment-db', 'payment-commands', 'PaymentRefused', 'FAILURE')
      .moves('undo claim-reservations', {}, 'ReleaseReservations', 'inventory')
      .answers('inventory-db', 'inventory-commands', 'ReservationsReleased')
      .moves('undo create-order', {}, 'RejectOrder', 'order')
      .answers('order-db', 'order-commands', 'OrderRejected')
      .moves('COMPENSATED', undone),
  );
  expect(result.proof).toEqual([
    expect.stringMatching(
      /claim-reservations was undone by ReleaseReservations .* before create-order by RejectOrder /,
    ),
  ]);
});

test('an order that is rejected after the money was taken', () => {
  const result = judged((world) =>
    untilPayment(world)
      .answers('payment-db', 'payment-commands', 'PaymentDone')
      .moves('undo create-order', {}, 'RejectOrder', 'order')
      .answers('order-db', 'order-commands', 'OrderRejected')
      .moves('undo claim-reservations', undone, 'ReleaseReservations', 'inventory')
      .answers('inventory-db', 'inventory-commands', 'ReservationsReleased')
      .moves('COMPENSATED', undone),
  );
  expect(result.proof).toEqual([
    expect.stringMatching(/claim-reservations was undone by .*, though do-payment was done$/),
    expect.stringMatching(/create-order was undone by RejectOrder .*, though do-payment was done$/),
  ]);
});

test('what was never asked for is undone', () => {
  const result = judged((world) =>
    new Checkout(world)
      .begin()
      .answers('inventory-db', 'inventory-commands', 'NothingReserved', 'FAILURE')
      .moves('undo create-order', {}, 'RejectOrder', 'order')
      .answers('order-db', 'order-commands', 'OrderRejected')
      .moves('COMPENSATED', { 'claim-reservations': 'refused' }),
  );
  expect(result.proof).toEqual([
    expect.stringMatching(/create-order was undone by RejectOrder .*, but never asked for$/),
  ]);
});

test('a saga whose beginning was not seen is neither right nor wrong', () => {
  const world = new World(checkout);
  const request = world.request('orchestrator', 'POST', '/order/retry');
  const row = { saga_type: 'CheckoutSaga', saga_id: 's-9', state: 'COMPENSATED', steps: null };
  world.commit('orchestrator-db', { cause: request, rows: [update('saga_instance', row, 'saga_id')] });
  expect(resultOf(world, name, [request.correlation]).verdict).toBe('not-applicable');
  const events = [{ aggregate: 'order', id: 's-9', type: 'RejectOrder', payload: {}, headers: {} }];
  world.commit('orchestrator-db', {
    cause: request,
    rows: [update('saga_instance', row, 'saga_id')],
    events,
  });
  expect(resultOf(world, name, [request.correlation])).toMatchObject({
    verdict: 'inconclusive',
    proof: ['checkout s-9: its beginning was not seen'],
  });
});
