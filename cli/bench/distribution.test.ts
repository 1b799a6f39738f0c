import { expect, test } from 'vitest';
import { distribution } from './distribution.ts';

test('percentiles are samples, by nearest rank', () => {
  const samples = Array.from({ length: 200 }, (_, index) => 200 - index);
  expect(distribution('relay', 'latency', 'ms', samples)).toEqual({
    bench: 'relay',
    name: 'latency',
    unit: 'ms',
    samples: 200,
    min: 1,
    p50: 100,
    p95: 190,
    p99: 198,
    max: 200,
  });
});

test('one sample is every percentile', () => {
  expect(distribution('relay', 'latency', 'ms', [1.23456])).toMatchObject({
    min: 1.235,
    p50: 1.235,
    max: 1.235,
  });
});

test('no samples sum up to nothing, rather than to a number', () => {
  expect(() => distribution('relay', 'latency', 'ms', [])).toThrow('relay, latency: there are no samples');
});
