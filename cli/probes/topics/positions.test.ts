import { expect, test } from 'vitest';
import { Positions } from './positions.ts';

test('a record is told once, and none from before the start', () => {
  const positions = new Positions();
  positions.start('Order', 0, '5');
  expect(positions.advance('Order', 0, '4')).toBe(false);
  expect(positions.advance('Order', 0, '5')).toBe(true);
  expect(positions.advance('Order', 0, '5')).toBe(false);
  expect(positions.advance('Order', 0, '6')).toBe(true);
});

test('a partition has been read to its end when the next offset is the high watermark', () => {
  const positions = new Positions();
  positions.start('Order', 1, '9007199254740993');
  expect(positions.hasReached('Order', 1, '9007199254740994')).toBe(false);
  positions.advance('Order', 1, '9007199254740993');
  expect(positions.hasReached('Order', 1, '9007199254740994')).toBe(true);
});

test('offsets without a record, such as transaction markers, are passed', () => {
  const positions = new Positions();
  positions.start('Order', 0, '0');
  positions.reach('Order', 0, 3n);
  positions.reach('Order', 0, 2n);
  expect([...positions.all()]).toEqual([{ topic: 'Order', partition: 0, offset: '3' }]);
});

test('topic names with slashes keep their partition', () => {
  const positions = new Positions();
  positions.start('a/b', 2, '7');
  expect([...positions.all()]).toEqual([{ topic: 'a/b', partition: 2, offset: '7' }]);
});
