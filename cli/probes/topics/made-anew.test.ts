import { expect, test } from 'vitest';
import { topicEnds } from './made-anew.ts';
import { Positions } from './positions.ts';

const ends = [{ partition: 2, high: '15' }];

test('a topic that ends before what was read of it was made anew', async () => {
  const positions = new Positions();
  positions.start('order', 2, '16');
  await expect(topicEnds('order', positions, async () => ends)).rejects.toThrow(
    'order/2 ends at 15, before what was read of it: it was made anew',
  );
});

test('a record that is read while the broker answers was not there when it was asked', async () => {
  const positions = new Positions();
  positions.start('order', 2, '15');
  const asked = topicEnds('order', positions, async () => {
    positions.advance('order', 2, '15');
    return ends;
  });
  expect(await asked).toEqual(ends);
});
