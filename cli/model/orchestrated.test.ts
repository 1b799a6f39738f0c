import { expect, test } from 'vitest';
import { checkout } from '../test/harness/checkout-system.ts';
import { chainOf } from './chain.ts';
import { eventsOf } from './events.ts';
import { missingHops } from './missing.ts';
import { Checkout, compensated, completed, untilPayment, untilRejection } from './testing/checkout.ts';
import { remove } from './testing/rows.ts';
import { treeOf } from './testing/tree.ts';
import { World } from './testing/world.ts';

test('commands and replies are hops like events, and say what they are', () => {
  const { world, request } = untilPayment(new World(checkout));
  const chain = chainOf(world.model(), [request.correlation]);
  expect(treeOf(chain).slice(0, 10)).toEqual([
    'http: POST /order -> 202',
    '  row: insert saga_instance s-1',
    '    saga: checkout s-1: claim-reservations',
    '    outbox: command ClaimReservations of checkout s-1 in the outbox',
    '      relay: command ClaimReservations relayed to inventory',
    '        record: command ClaimReservations at inventory/0@0',
    '          handled: inventory-commands handled command ClaimReservations',
    '            outbox: reply ReservationsClaimed (SUCCESS) of checkout s-1 in the outbox',
    '              relay: reply ReservationsClaimed (SUCCESS) relayed to CheckoutSaga-reply',
    '                record: reply ReservationsClaimed (SUCCESS) at CheckoutSaga-reply/0@0',
  ]);
});

test('a refusal is told by a word, and by fields', () => {
  const { world, request } = untilRejection(new World(checkout));
  const refusals = chainOf(world.model(), [request.correlation]).filter(
    ({ ref }) => ref.outcome === 'FAILURE',
  );
  expect(refusals.map(({ kind }) => kind)).toEqual(['outbox', 'relay', 'record', 'handled']);
  for (const { type, label, ref } of refusals) {
    expect(label).toContain('reply PaymentRefused (FAILURE)');
    expect({ type, ref }).toMatchObject({
      type: 'PaymentRefused',
      ref: { form: 'reply', saga: 'checkout', instance: 's-1' },
    });
  }
});

test('whoever owes the next message is missing', () => {
  const { world, request } = untilPayment(new World(checkout));
  expect(missingHops(world.model(), [request.correlation]).map(({ label }) => label)).toEqual([
    expect.stringMatching(/^command DoPayment not handled by payment-commands for /),
  ]);
});

test.each([
  ['completed', completed, 'OrderConfirmed'],
  ['compensated', compensated, 'ReservationsReleased'],
])('nothing is missing of a saga that is %s', (_, play) => {
  const { world, request } = play(new World(checkout));
  expect(missingHops(world.model(), [request.correlation])).toEqual([]);
});

test('the story is told by the types of commands and replies', () => {
  const { world, request } = compensated(new World(checkout));
  expect(eventsOf(world.model(), [request.correlation]).map(({ type }) => type)).toEqual([
    'ClaimReservations',
    'ReservationsClaimed',
    'CreateOrder',
    'OrderCreated',
    'DoPayment',
    'PaymentRefused',
    'RejectOrder',
    'OrderRejected',
    'ReleaseReservations',
    'ReservationsReleased',
  ]);
});

test('a command that waited for a lock is answered where the lock is given back', () => {
  const world = new World(checkout);
  const waiting = new Checkout(world, 's-2').begin();
  const { message: command, record } = waiting.last;
  const stashed = { correlation: command.correlation, id: command.id, consumer: 'inventory-commands' };
  world.commit('inventory-db', { cause: stashed });
  world.deliver('inventory-commands', command, record);
  const holder = world.request('orchestrator', 'POST', '/order', 202);
  const headers = { command_type: 'SagaUnlock', command_saga_type: 'CheckoutSaga', command_saga_id: 's-1' };
  const [unlock] = world.commit('orchestrator-db', {
    cause: holder,
    events: [{ aggregate: 'inventory', id: 's-1', type: 'SagaUnlock', payload: {}, headers }],
  });
  const answer = {
    aggregate: 'CheckoutSaga-reply',
    id: 's-2',
    type: 'ReservationsClaimed',
    payload: {},
    headers: { reply_type: 'ReservationsClaimed', 'reply_outcome-type': 'SUCCESS' },
    cause: { correlation: command.correlation, id: command.id },
  };
  const released = { correlation: holder.correlation, id: unlock!.id, consumer: 'inventory-commands' };
  world.commit('inventory-db', {
    cause: released,
    rows: [remove('saga_lock_table', { target: 'p' })],
    events: [answer],
  });
  const chain = treeOf(chainOf(world.model(), [command.correlation]));
  expect(chain.slice(-4).map((line) => line.trim())).toEqual([
    'handled: inventory-commands handled command ClaimReservations',
    'row: delete saga_lock_table p',
    'outbox: reply ReservationsClaimed (SUCCESS) in the outbox',
    expect.stringMatching(/^missing: reply ReservationsClaimed \(SUCCESS\) not relayed /),
  ]);
});
