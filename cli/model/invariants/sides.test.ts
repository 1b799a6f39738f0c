import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkout } from '../../test/harness/checkout-system.ts';
import { resultOf } from '../testing/proof.ts';
import { insert, remove, update } from '../testing/rows.ts';
import { World } from '../testing/world.ts';
import type { RowChange } from '../observation.ts';

function run(database: string, ...commits: readonly (readonly RowChange[])[]) {
  const world = new World(checkout);
  const request = world.request('inventory', 'POST', '/reservations');
  for (const rows of commits) {
    const events = [{ aggregate: 'inventory', id: 'p', type: 'Noted', payload: {}, headers: {} }];
    world.commit(database, { cause: request, rows, events });
  }
  world.readBefore();
  return (name: string) => resultOf(world, name, [request.correlation]);
}

const product = (units: number, sold: number) => ({
  id: 'p',
  units: `${units}`,
  sold: `${sold}`,
  stocked: '10',
});
const reservation = (quantity: number) => ({ product_id: 'p', order_id: 'o', quantity: `${quantity}` });

test('several sums stand on one side', () => {
  const name = 'stock-conserved';
  const commits = [
    [insert('products', product(10, 0))],
    [update('products', product(7, 0)), insert('reservations', reservation(3), 'product_id', 'order_id')],
  ];
  expect(run('inventory-db', ...commits)(name)).toEqual({ name, verdict: 'pass' });
  const lost = [...commits, [remove('reservations', { product_id: 'p', order_id: 'o' })]];
  expect(run('inventory-db', ...lost)(name)).toEqual({
    name,
    verdict: 'fail',
    proof: [
      'id p: inventory-db products.units is 7 (p: 7) and inventory-db products.sold is 0 (p: 0) and ' +
        'inventory-db reservations.quantity is 0 (no row), together 7, but inventory-db products.stocked is 10 (p: 10)',
    ],
  });
});

test('whatever moves between shop, reservation and sale conserves the stock, and a unit too many or too few does not', () => {
  const moves = fc.tuple(fc.nat(10), fc.nat(10), fc.integer({ min: -2, max: 2 }));
  fc.assert(
    fc.property(moves, ([a, b, slip]) => {
      const [reserved, sold] = [Math.min(a, b), Math.max(a, b) - Math.min(a, b)];
      const units = 10 - reserved - sold + slip;
      const rows = [
        insert('products', product(units, sold)),
        insert('reservations', reservation(reserved), 'product_id', 'order_id'),
      ];
      const { verdict } = run('inventory-db', rows)('stock-conserved');
      expect(verdict).toBe(slip === 0 ? 'pass' : 'fail');
    }),
  );
});

const charge = (id: string, state = 'charged') => [insert('payments', { id, order_id: 'o', state })];

test('rows are counted where no column is named, against a number', () => {
  const name = 'one-charge-per-order';
  expect(run('payment-db', charge('1'), charge('2', 'refused'))(name)).toEqual({ name, verdict: 'pass' });
  expect(run('payment-db', charge('1'), charge('2'))(name)).toEqual({
    name,
    verdict: 'fail',
    proof: [
      'after payment-db xid 742 at 0/1CE6, order_id o: payment-db rows of payments where state = charged is 2 (1, 2), ' +
        'more than 1',
    ],
  });
});

test('nothing is left, or the proof names what is', () => {
  const name = 'no-lock-left';
  const lock = { target: 'customers/1', saga_id: 's-1' };
  const taken = [insert('saga_lock_table', lock, 'target')];
  const released = [remove('saga_lock_table', { target: 'customers/1' })];
  expect(run('inventory-db', taken, released)(name)).toEqual({ name, verdict: 'pass' });
  expect(run('inventory-db', taken)(name).proof).toEqual([
    'target customers/1: inventory-db rows of saga_lock_table is 1 (customers/1), but 0',
  ]);
});
