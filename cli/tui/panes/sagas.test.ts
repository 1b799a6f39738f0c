import { expect, test } from 'vitest';
import { play, playOrder } from '../../model/testing/play.ts';
import { update } from '../../model/testing/rows.ts';
import { customersAndOrders as system } from '../../test/harness/customers-and-orders.ts';
import type { Look } from '../state/look.ts';
import { ledgerOf, lookAt } from '../testing/looks.ts';
import { rowsIn, summaryIn, textsIn } from '../testing/rows.ts';

test('a saga that ended shows its way, why each step was taken, and how long all took', () => {
  const look = lookAt(ledgerOf(playOrder(system).world));
  expect(textsIn('sagas', look)).toEqual([
    '● create-order 17 PENDING → APPROVED 10.0 ms',
    '  ✔ PENDING',
    '  ✔ APPROVED +10.0 ms on CustomerCreditReserved',
  ]);
  expect(summaryIn('sagas', look)).toBe('1');
});

test('an open one shows who must answer before it ends, how it may end, and how long it has been so', () => {
  const unhandled = ['customer-service-orders/OrderCreated'];
  const look = lookAt(ledgerOf(playOrder(system, 40, { unhandled }).world));
  const reply = 'CustomerCreditReserved or CustomerCreditReservationFailed or CustomerValidationFailed';
  expect(textsIn('sagas', look)).toEqual([
    '○ create-order 17 PENDING → (APPROVED | REJECTED) 3.2 s',
    '  ✔ PENDING',
    `  · customer-service-orders answers OrderCreated by ${reply}`,
    `  · order-service-customers answers ${reply} by OrderApproved or OrderRejected`,
    '  · then APPROVED or REJECTED',
  ]);
  expect(summaryIn('sagas', look)).toBe('1, 1 open ○');
});

test('a step that the system file does not declare is called out', () => {
  const { world, order } = playOrder(system);
  const row = {
    id: order.id,
    customer_id: '1',
    order_total: '40.00',
    state: 'PENDING',
    rejection_reason: null,
  };
  world.commit('order-db', { cause: order.request, rows: [update('orders', row)] });
  expect(textsIn('sagas', lookAt(ledgerOf(world)))).toContainEqual(
    expect.stringMatching(/^ {2}✗ PENDING \+.* from APPROVED: not declared/),
  );
});

test('the sagas of the chain are opened below the list, wherever they stand in it', () => {
  const { world, story } = play(system);
  const customer = story.createCustomer(500);
  const orders = [1, 2, 3].map(() => story.placeOrder(customer.id, 10));
  const look = lookAt(ledgerOf(world));
  const picked = { system: system.name, correlation: orders[1]!.request.id, hop: null };
  const rows = textsIn('sagas', look, picked);
  expect(rows.map((row) => row.slice(0, 17))).toEqual([
    '● create-order 17',
    '● create-order 18',
    '● create-order 19',
    '● create-order 18',
    '  ✔ PENDING',
    '  ✔ APPROVED +10.',
  ]);
  expect(new Set(rowsIn('sagas', look, picked).map(({ id }) => id)).size).toBe(rows.length);
});

test('where there is little room the last state is shown', () => {
  const look: Look = lookAt(ledgerOf(playOrder(system, 40, { unrelayed: ['OrderCreated'] }).world));
  const open = rowsIn('sagas', look)[0]?.cells[3];
  expect([open?.shorter?.(18), open?.shorter?.(8)]).toEqual(['PENDING → ?', 'PENDING']);
  const ended = rowsIn('sagas', lookAt(ledgerOf(playOrder(system).world)))[0]?.cells[3];
  expect(ended?.shorter?.(12)).toBe('… → APPROVED');
});
