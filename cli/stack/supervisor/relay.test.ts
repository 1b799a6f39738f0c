import { expect, test } from 'vitest';
import { sumLag } from './relay.ts';

test('lag is the sum over pipelines', () => {
  const pipelines = [{ lag: { messages: 2, bytes: 100 } }, { lag: { messages: 1, bytes: 50 } }, {}];
  expect(sumLag(JSON.stringify({ state: 'up', pipelines }))).toEqual({ messages: 3, bytes: 150 });
});

test('an answer that cannot be read is no lag of zero', () => {
  expect(sumLag('<html>')).toBeUndefined();
});
