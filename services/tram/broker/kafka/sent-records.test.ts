import { expect, it } from 'vitest';
import { sentRecords } from './sent-records.ts';

const answer = (topicName: string, partition: number, baseOffset: string) => ({
  topicName,
  partition,
  errorCode: 0,
  baseOffset,
});

it('counts offsets from the first of each batch', () => {
  const placed = [
    { topic: 'Order', partition: 1 },
    { topic: 'Customer', partition: 1 },
    { topic: 'Order', partition: 1 },
    { topic: 'Order', partition: 0 },
  ];
  const answers = [
    answer('Order', 0, '0'),
    answer('Order', 1, '9007199254740993'),
    answer('Customer', 1, '5'),
  ];
  expect(sentRecords(placed, answers).map(({ offset }) => offset)).toEqual([
    '9007199254740993',
    '5',
    '9007199254740994',
    '0',
  ]);
});

it('says null where the broker did not tell', () => {
  const placed = [
    { topic: 'Order', partition: 0 },
    { topic: 'Order', partition: 1 },
  ];
  expect(sentRecords(placed, [answer('Order', 0, '-1')])).toEqual([
    { topic: 'Order', partition: 0, offset: null },
    { topic: 'Order', partition: 1, offset: null },
  ]);
});
