import { expect, test } from 'vitest';
import { parseLogLine } from './follow-logs.ts';

test('a line is its container’s, which may have dashes and digits, and keeps its blanks', () => {
  expect(parseLogLine('order-service-1  |   at main.js:1 | x')).toEqual({
    service: 'order-service',
    text: '  at main.js:1 | x',
  });
  expect(parseLogLine('kafka-2-1 | ')).toEqual({ service: 'kafka-2', text: '' });
});

test('what compose says itself is nobody’s', () => {
  expect(parseLogLine('order-service-1 exited with code 137')).toBeUndefined();
});
