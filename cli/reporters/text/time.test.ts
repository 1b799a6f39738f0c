import { expect, test } from 'vitest';
import { duration, shortMs } from './time.ts';

test.each([
  [null, ''],
  [0, '0.0'],
  [99.94, '99.9'],
  [99.96, '100'],
  [999.4, '999'],
  [999.6, '1.0 s'],
  [3_210, '3.2 s'],
])('%s milliseconds in a column are %j', (ms, text) => {
  expect(shortMs(ms)).toBe(text);
});

test.each([
  [12.4, '12 ms'],
  [3_210, '3.2 s'],
])('%d milliseconds in a sentence are %s', (ms, text) => {
  expect(duration(ms)).toBe(text);
});
