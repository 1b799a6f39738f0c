import { expect, test } from 'vitest';
import { customersAndOrders as system } from '../../test/harness/customers-and-orders.ts';
import type { Row, RowChange } from '../observation.ts';
import { place } from '../roles.ts';
import { insert, remove, update } from '../testing/rows.ts';
import { World } from '../testing/world.ts';
import { changedRow } from './changed-row.ts';

/** What the last of these changes made of the row of an order, after what was read of the table before. */
function lastOf(changes: readonly RowChange[], before?: readonly Row[]) {
  const world = new World(system);
  if (before) world.readBefore({ orders: before });
  for (const change of changes) world.commit('order-db', { rows: [change] });
  const model = world.model();
  const table = model.tables.get(place('order-db', 'orders'))!;
  const event = [...table.rows.values()][0]!.events.at(-1)!;
  const { op, key, before: known, columns } = changedRow(table, event);
  return { op, key, known, columns: columns.map(({ name, change, from, to }) => [name, change, from, to]) };
}

const pending = { id: '17', state: 'PENDING', rejection_reason: null, version: '0' };
const approved = { ...pending, state: 'APPROVED', version: '1' };

test('an update is compared with the row as the change before it left it', () => {
  expect(lastOf([insert('orders', pending), update('orders', approved)])).toEqual({
    op: 'update',
    key: '17',
    known: 'row',
    columns: [
      ['id', 'same', '17', '17'],
      ['state', 'changed', 'PENDING', 'APPROVED'],
      ['rejection_reason', 'same', null, null],
      ['version', 'changed', '0', '1'],
    ],
  });
});

test('the first change is compared with what was read of the table before it', () => {
  const { known, columns } = lastOf([update('orders', approved)], [pending]);
  expect([known, columns[1]]).toEqual(['row', ['state', 'changed', 'PENDING', 'APPROVED']]);
});

test('where the row before is not known, nothing is said of what was changed', () => {
  const { known, columns } = lastOf([update('orders', approved)]);
  expect([known, columns[1]]).toEqual(['unknown', ['state', 'unknown', undefined, 'APPROVED']]);
});

test('what an update leaves out, as PostgreSQL does with long values, is as it was', () => {
  const long = { ...pending, note: 'long' };
  const { note: _, ...short } = { ...long, state: 'APPROVED' };
  const left = lastOf([insert('orders', long), update('orders', short)]).columns;
  expect(left).toContainEqual(['note', 'same', 'long', 'long']);
  const later = { ...long, state: 'APPROVED', note: 'longer' };
  const changed = lastOf([insert('orders', long), update('orders', short), update('orders', later)]).columns;
  expect(changed.filter(([, change]) => change !== 'same')).toEqual([['note', 'changed', 'long', 'longer']]);
});

test('where the log holds the row before, that is what an update is compared with', () => {
  const change: RowChange = { ...update('orders', approved), before: pending };
  const { known, columns } = lastOf([change]);
  expect([known, columns[1]]).toEqual(['row', ['state', 'changed', 'PENDING', 'APPROVED']]);
  expect(lastOf([{ ...remove('orders', { id: '17' }), before: pending }])).toMatchObject({
    known: 'row',
    columns: expect.arrayContaining([['state', 'removed', 'PENDING', undefined]]),
  });
});

test('the row before that the log holds is the one, also where a change of it was missed', () => {
  const lost = { ...pending, state: 'REJECTED', rejection_reason: 'no credit' };
  const change: RowChange = { ...update('orders', approved), before: lost };
  for (const { columns } of [lastOf([insert('orders', pending), change]), lastOf([change], [pending])]) {
    expect(columns).toContainEqual(['state', 'changed', 'REJECTED', 'APPROVED']);
    expect(columns).toContainEqual(['rejection_reason', 'changed', 'no credit', null]);
  }
});

test('a row that is made has nothing before it, also where one with its key was deleted', () => {
  for (const changes of [
    [insert('orders', pending)],
    [insert('orders', approved), remove('orders', { id: '17' }), insert('orders', pending)],
  ]) {
    const { known, columns } = lastOf(changes);
    expect([known, columns[1]]).toEqual(['none', ['state', 'added', undefined, 'PENDING']]);
  }
});

test('a row that is deleted says what it was, where that is known', () => {
  expect(lastOf([insert('orders', pending), remove('orders', { id: '17' })])).toMatchObject({
    op: 'delete',
    columns: expect.arrayContaining([['state', 'removed', 'PENDING', undefined]]),
  });
  expect(lastOf([remove('orders', { id: '17' })])).toMatchObject({ known: 'unknown', columns: [] });
});

test('NULL is a value, and a column that was not there is none', () => {
  const { columns } = lastOf([
    insert('orders', { id: '17', state: 'PENDING', note: null }),
    update('orders', { id: '17', state: null, note: 'late', version: null }),
  ]);
  expect(columns.slice(1)).toEqual([
    ['state', 'changed', 'PENDING', null],
    ['note', 'changed', null, 'late'],
    ['version', 'added', undefined, null],
  ]);
});

const steps = (of: object) => ({ id: '17', steps: JSON.stringify(of) });

test('of JSON in a column what changed inside it is told, part by part', () => {
  const { columns } = lastOf([
    insert('orders', steps({ pay: 'sent', ship: { at: 1, by: 'van' } })),
    update('orders', steps({ pay: 'done', ship: { at: 1 }, bill: 'sent' })),
  ]);
  expect(columns.slice(1)).toEqual([
    ['steps.pay', 'changed', 'sent', 'done'],
    ['steps.ship.by', 'removed', 'van', undefined],
    ['steps.bill', 'added', undefined, 'sent'],
  ]);
});
