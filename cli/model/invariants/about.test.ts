import { expect, test } from 'vitest';
import { aboutInvariant } from './about.ts';

test('the system file says what an invariant is about, else its kind, else nothing but its name', () => {
  const about = 'Nothing is sold twice.';
  expect(aboutInvariant('sold-once', { kind: 'effects-once', about })).toBe(about);
  expect(aboutInvariant('all-end', { kind: 'sagas-terminal' })).toBe('Every saga ends.');
  const balance = { kind: 'sums-equal', left: 1, right: 1 } as const;
  expect(aboutInvariant('balance', balance)).toBe('balance');
  expect(aboutInvariant('quiescence', undefined)).toBe('quiescence');
});
