import { expect, test } from 'vitest';
import { heads, lifelines, stepFor } from './lifelines.ts';

const message = { kind: 'message', text: '', hops: [] } as const;
const drawn = (from: number, to: number, line: 'solid' | 'dashed' | 'lost', step = 3) =>
  lifelines({ ...message, from, to, line }, 4, step);

test('an arrow goes from one lifeline to another, over those between', () => {
  expect(drawn(0, 2, 'solid')).toBe('├────▸│  │');
  expect(drawn(3, 1, 'solid')).toBe('│  │◂────┤');
});

test('one without effect is dashed, one that came to an error ends in a cross', () => {
  expect(drawn(1, 3, 'dashed')).toBe('│  ├╌╌╌╌▸│');
  expect(drawn(1, 3, 'lost')).toBe('│  ├────✗│');
});

test('with the least room there is still a head, and a call of oneself turns round', () => {
  expect(drawn(0, 1, 'solid', 2)).toBe('├▸│ │ │');
  expect(drawn(2, 2, 'solid')).toBe('│  │  ↻  │');
});

test('a note stands on its lifeline, a heading leaves them alone', () => {
  expect(lifelines({ kind: 'note', over: 1, tone: 'missing', text: '', hops: [] }, 3, 2)).toBe('│ ✗ │');
  expect(lifelines({ kind: 'heading', text: '' }, 3, 2)).toBe('│ │ │');
});

test('names stand above their lifelines, none in the way of another', () => {
  expect(heads(['client', 'order-service', 'relay'], 3)).toEqual([
    'client',
    '│  order-service',
    '│  │  relay',
  ]);
});

test('ten take a good third of 80 columns, forty still have a column each', () => {
  expect([stepFor(10, 78), stepFor(40, 78), stepFor(2, 158), stepFor(0, 78)]).toEqual([3, 2, 5, 5]);
});
