import { expect, test } from 'vitest';
import { checkout } from '../../test/harness/checkout-system.ts';
import { compensated, completed, untilPayment, untilRejection, type Checkout } from '../testing/checkout.ts';
import { update } from '../testing/rows.ts';
import { World } from '../testing/world.ts';
import { sagaViews } from './saga-view.ts';

function progressOf(play: (world: World) => Checkout) {
  const { world, request } = play(new World(checkout));
  const progress = sagaViews(world.model(), [request.correlation])[0]?.progress;
  return {
    steps: progress?.steps.map(({ name, status }) => `${name} ${status}`),
    compensating: progress?.compensating,
    compensation: progress?.compensation,
  };
}

test('going forward: what is done, under way and to come, and what a refusal would undo', () => {
  expect(progressOf(untilPayment)).toEqual({
    steps: [
      'claim-reservations done',
      'create-order done',
      'do-payment sent',
      'commit-reservations remaining',
      'confirm-order remaining',
    ],
    compensating: false,
    compensation: ['create-order', 'claim-reservations'],
  });
});

test('on its way back: the last first', () => {
  expect(progressOf(untilRejection)).toEqual({
    steps: [
      'claim-reservations done',
      'create-order undoing',
      'do-payment refused',
      'commit-reservations remaining',
      'confirm-order remaining',
    ],
    compensating: true,
    compensation: ['create-order', 'claim-reservations'],
  });
});

test('back where it began', () => {
  const { steps, compensation } = progressOf(compensated);
  expect(steps?.slice(0, 3)).toEqual([
    'claim-reservations undone',
    'create-order undone',
    'do-payment refused',
  ]);
  expect(compensation).toEqual(['create-order', 'claim-reservations']);
});

test('past the pivot there is no way back', () => {
  const { steps, compensation } = progressOf(completed);
  expect(steps).toContain('confirm-order done');
  expect(compensation).toEqual([]);
});

const without = (state: string) => (world: World) => {
  const play = untilPayment(world);
  const row = { saga_type: 'CheckoutSaga', saga_id: play.id, state, steps: null };
  const cause = { correlation: play.request.correlation, id: play.request.id };
  world.commit('orchestrator-db', { cause, rows: [update('saga_instance', row, 'saga_id')] });
  return play;
};

test('an instance that keeps no account of its steps is told by its state', () => {
  expect(progressOf(without('undo create-order')).steps?.slice(0, 2)).toEqual([
    'claim-reservations done',
    'create-order undoing',
  ]);
  expect(progressOf(without('finish')).steps?.slice(2)).toEqual([
    'do-payment done',
    'commit-reservations sent',
    'confirm-order sent',
  ]);
});

test('a row of another type in the same table is no instance', () => {
  const { world, request } = untilPayment(new World(checkout));
  const row = { saga_type: 'RefundSaga', saga_id: 'r-1', state: 'begun', steps: null };
  const cause = { correlation: request.correlation, id: request.id };
  world.commit('orchestrator-db', { cause, rows: [update('saga_instance', row, 'saga_id')] });
  const views = sagaViews(world.model(), [request.correlation]);
  expect(views.map(({ saga, instance }) => `${saga} ${instance}`)).toEqual(['checkout s-1']);
});
