import { expect, test } from 'vitest';
import { sizeOf } from './bench-flags.ts';

const flags = { count: '500', rows: '1000', warmUp: '10', clients: '1,16', starts: '2' };

test('numbers, and a list of numbers of clients', () => {
  expect(sizeOf(flags)).toEqual({ count: 500, rows: 1000, warmUp: 10, clients: [1, 16], starts: 2 });
});

test.each([
  { count: '0' },
  { count: '1e3' },
  { rows: '-5' },
  { warmUp: '' },
  { clients: '1,,2' },
  { clients: '100000' },
  { starts: '2.5' },
])('what is no number in its bounds is told by its option: %o', (wrong) => {
  expect(() => sizeOf({ ...flags, ...wrong })).toThrow(
    /^--[a-z-]+ must be a whole number from 1 to \d+, not "/,
  );
});
