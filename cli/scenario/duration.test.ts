import { expect, test } from 'vitest';
import { durationMs } from './duration.ts';

test.each([
  ['500ms', 500],
  ['5s', 5_000],
  ['1.5m', 90_000],
  ['5', undefined],
  ['-1s', undefined],
  ['1h', undefined],
])('%s is %s milliseconds', (text, ms) => {
  expect(durationMs(text)).toBe(ms);
});
