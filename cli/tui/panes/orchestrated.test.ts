import { expect, test } from 'vitest';
import { compensated, untilPayment, untilRejection, type Checkout } from '../../model/testing/checkout.ts';
import { World } from '../../model/testing/world.ts';
import { checkout } from '../../test/harness/checkout-system.ts';
import { ledgerOf, lookAt } from '../testing/looks.ts';
import { textsIn } from '../testing/rows.ts';
import { messageCell } from './message-cell.ts';

const sagasOf = (play: (world: World) => Checkout) =>
  textsIn('sagas', lookAt(ledgerOf(play(new World(checkout)).world)));

test('an orchestrated saga shows where each step stands, what a refusal would undo, and what is to come', () => {
  expect(sagasOf(untilPayment).slice(4)).toEqual([
    '  ✔ claim-reservations: done',
    '  ✔ create-order: done',
    '  ◷ do-payment: under way',
    '  · finish/commit-reservations: not begun',
    '  · finish/confirm-order: not begun',
    '  ↻ a refusal would undo create-order, then claim-reservations',
    '  · then finish → COMPLETED',
  ]);
});

test('on its way back it shows the way back', () => {
  const rows = sagasOf(untilRejection);
  expect(rows).toContain('  ✗ do-payment: refused');
  expect(rows).toContain('  ↻ to be undone: create-order, then claim-reservations');
  expect(rows.at(-1)).toBe('  · then undo claim-reservations → COMPENSATED');
});

test('at its end it shows what was undone', () => {
  expect(sagasOf(compensated).at(-1)).toBe('  ↻ undone: create-order, then claim-reservations');
});

test('records and outbox rows say what they are, and a refusal says so', () => {
  const look = lookAt(ledgerOf(compensated(new World(checkout)).world));
  for (const pane of ['outbox', 'topics'] as const) {
    expect(textsIn(pane, look).join('\n')).toContain('→ DoPayment');
    expect(textsIn(pane, look).join('\n')).toContain('← ✗ PaymentRefused');
  }
});

const narrow = (form: 'command' | 'reply', outcome: 'SUCCESS' | 'FAILURE' | null) =>
  messageCell({ type: 'ReservationsClaimed', form, outcome }).shorter?.(20);

test('where there is little room the name is cut, and the signs stay', () => {
  expect(narrow('command', null)).toBe('→ ReservationClaimed');
  expect(narrow('reply', 'SUCCESS')).toBe('← ReservationClaimed');
  expect(narrow('reply', 'FAILURE')).toBe('← ✗ ReservatiClaimed');
});
