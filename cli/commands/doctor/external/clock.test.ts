import { expect, test } from 'vitest';
import { clockCheck } from './clock.ts';

test('within the time that the answer took, no difference is told', () => {
  expect(clockCheck('db', 1_000, 9_000, 5_000)).toMatchObject({ state: 'ok' });
  expect(clockCheck('db', 1_000, 1_010, 1_400)).toMatchObject({ state: 'ok' });
});

test.each([
  [3_510, '2.5 s ahead of the one here'],
  [-1_000, '2.0 s behind the one here'],
])('a clock at %i is noted, with what mends it', (theirs, detail) => {
  expect(clockCheck('db', 1_000, 1_010, theirs)).toMatchObject({
    name: 'clock of db',
    state: 'note',
    detail,
    fix: expect.stringContaining('timedatectl'),
  });
});
