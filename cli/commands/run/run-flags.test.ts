import { expect, test } from 'vitest';
import { settingsOf, type RunFlags } from './run-flags.ts';

const flags = (given: Partial<RunFlags>): RunFlags => ({
  lab: 'default',
  system: [],
  tag: [],
  reporter: [],
  var: [],
  ...given,
});

test.each<[Partial<RunFlags>, RegExp]>([
  [{ retries: 'two' }, /^--retries must be a whole number from 0 to 100, not "two"\.$/],
  [{ retries: '-1' }, /--retries must be .*, not "-1"/],
  [{ retries: '101' }, /--retries must be .*, not "101"/],
  [{ repeatEach: '0' }, /^--repeat-each must be a whole number from 1 to 1000, not "0"\.$/],
  [{ maxFailures: '0' }, /^--max-failures must be a whole number from 1 to 1000000, not "0"\.$/],
  [{ maxFailures: '1.5' }, /--max-failures must be .*, not "1\.5"/],
  [{ seed: '2147483648' }, /^--seed must be a whole number from 0 to 2147483647, not "2147483648"\.$/],
  [{ failOnFlaky: true }, /--fail-on-flaky only makes sense with --retries N/],
  [{ json: true }, /--json goes with --list or --dry-run; the report is JSON with --reporter json\./],
])('%j is refused, with what it may be', (given, message) => {
  expect(() => settingsOf(flags(given))).toThrow(message);
});

test('--bail is --max-failures 1, whatever else is said', () => {
  expect(settingsOf(flags({ bail: true })).maxFailures).toBe(1);
  expect(settingsOf(flags({ bail: true, maxFailures: '3' })).maxFailures).toBe(1);
  expect(settingsOf(flags({ maxFailures: '3' })).maxFailures).toBe(3);
  expect(settingsOf(flags({})).maxFailures).toBeUndefined();
});

test('no retries at all may be asked for, as a pipeline with a parameter does', () => {
  expect(settingsOf(flags({ retries: '0', failOnFlaky: true })).retries).toBe(0);
});
