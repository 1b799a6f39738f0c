import { test } from 'vitest';
import { customersAndOrders as system } from '../../test/harness/customers-and-orders.ts';
import { playOrder } from '../../model/testing/play.ts';
import { ledgerOf, lookAt } from '../testing/looks.ts';
import { initialState } from '../state/state.ts';
import { screenOf } from './screen.ts';
test('x', () => {
  const { world, story, customer } = playOrder(system, 40, {unhandled: process.env['OPEN'] ? ['customer-service-orders/OrderCreated'] : []});
  story.placeOrder(customer.id, 30);
  const look = lookAt(ledgerOf(world));
  const [c, r] = (process.env['SIZE'] ?? '160x44').split('x').map(Number);
  const s = { ...initialState({ columns: c!, rows: r! }, 'dark'), focus: (process.env['FOCUS'] ?? 'chain') as 'chain' };
  console.log('\n' + screenOf(s, look).map((l) => l.map(({ text }) => text).join('')).join('\n'));
});
