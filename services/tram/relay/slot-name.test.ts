import { expect, test } from 'vitest';
import { slotName } from './slot-name.ts';

test('names the database', () => {
  expect(slotName('order_db')).toBe('tram_relay_order_db');
});

test('databases that differ only in characters a slot cannot hold get different slots', () => {
  const names = ['order-db', 'order_db', 'Order_db', 'order.db'].map(slotName);
  expect(new Set(names).size).toBe(names.length);
});

test.each(['order-db', 'x'.repeat(63), 'Größe'])('%s becomes a name that PostgreSQL takes', (database) => {
  expect(slotName(database)).toMatch(/^[a-z0-9_]{1,63}$/);
});
