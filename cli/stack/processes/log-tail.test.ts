import { expect, test } from 'vitest';
import { lastLines } from './log-tail.ts';

test('the last lines, long ones cut', () => {
  const long = 'x'.repeat(1000);
  const [second, third] = lastLines(`first\nsecond\n${long}\n`, 2).split('\n');
  expect(second).toBe('second');
  expect(third).toHaveLength(300);
  expect(third).toMatch(/x…$/);
});

test('a short log is quoted whole', () => {
  expect(lastLines('only', 5)).toBe('only');
  expect(lastLines('', 5)).toBe('');
});
