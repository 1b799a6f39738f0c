import { expect, test } from 'vitest';
import { KnownRows } from './known-rows.ts';

const tables = { orders: { key: ['id'] }, locks: { key: ['target', 'holder'] } };
const order = (id: string, state: string) => ({ id, state });

test('rows are sorted by who wrote them: inserts, updates, and what is gone with nobody’s xid', () => {
  const known = new KnownRows(tables);
  known.learn('orders', { id: '1' }, '700');
  known.learn('locks', { target: 'a', holder: null }, '700');
  const seen = known.see(
    [
      {
        table: 'orders',
        written: [
          { xid: '710', row: order('2', 'PENDING') },
          { xid: '709', row: order('1', 'APPROVED') },
        ],
      },
      { table: 'locks', written: [], keys: [] },
    ],
    700,
  );
  expect(seen).toEqual([
    { xid: 709, changes: [{ op: 'update', table: 'orders', key: { id: '1' }, row: order('1', 'APPROVED') }] },
    { xid: 710, changes: [{ op: 'insert', table: 'orders', key: { id: '2' }, row: order('2', 'PENDING') }] },
    { xid: 0, changes: [{ op: 'delete', table: 'locks', key: { target: 'a', holder: null }, row: null }] },
  ]);
  expect(known.size).toBe(2);
});

test('a row that was seen as it is, is told once', () => {
  const known = new KnownRows(tables);
  const written = [{ xid: '5', row: order('1', 'PENDING') }];
  expect(known.see([{ table: 'orders', written }], 3)).toHaveLength(1);
  expect(known.see([{ table: 'orders', written }], 3)).toEqual([]);
});

test('xids begin again at 3 after 2^32: those of before come first', () => {
  const known = new KnownRows(tables);
  const written = ['4', '4294967290'].map((xid, index) => ({ xid, row: order(String(index), '') }));
  expect(known.see([{ table: 'orders', written }], 4_294_967_000).map(({ xid }) => xid)).toEqual([
    4_294_967_290, 4,
  ]);
});

test('what a table should count says whether a row is gone', () => {
  const known = new KnownRows(tables);
  known.learn('orders', { id: '1' }, '700');
  const written = [
    { xid: '701', row: order('1', '') },
    { xid: '701', row: order('2', '') },
  ];
  expect(known.countWith('orders', written)).toBe(2);
  expect(known.countWith('orders', [])).toBe(1);
});
