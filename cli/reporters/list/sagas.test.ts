import { expect, test } from 'vitest';
import { compensated, untilPayment, untilRejection, type Checkout } from '../../model/testing/checkout.ts';
import { World } from '../../model/testing/world.ts';
import { sagaReports } from '../../scenario/saga-reports.ts';
import { checkout } from '../../test/harness/checkout-system.ts';
import { paintWith } from '../text/paint.ts';
import { sagasText } from './sagas.ts';

function told(play: (world: World) => Checkout): string[] {
  const { world, request } = play(new World(checkout));
  return sagasText(sagaReports(world.model(), [request.correlation]), 120, paintWith(false));
}

test('a saga on its way: its steps, and what a refusal would undo', () => {
  expect(told(untilPayment)).toEqual([
    '  ◈ checkout s-1: do-payment',
    '      claim-reservations done, create-order done, do-payment under way, commit-reservations not begun, confirm-order not',
    '      begun',
    '      a refusal would undo create-order, then claim-reservations',
  ]);
});

test('a saga on its way back: what is still to be undone', () => {
  expect(told(untilRejection).at(-1)).toBe('      to be undone: create-order, then claim-reservations');
});

test('a saga that went back', () => {
  expect(told(compensated)[0]).toBe('  ◈ checkout s-1: COMPENSATED');
  expect(told(compensated).at(-1)).toBe('      undone: create-order, then claim-reservations');
});
