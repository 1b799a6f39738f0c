import { beforeAll, expect, test } from 'vitest';
import { exports } from '../exports/exports.ts';
import { retoldRun } from '../exports/testing/retold-runs.ts';
import type { Hop } from '../model/hop.ts';
import { narrowRun } from './narrow-run.ts';
import type { RetoldRun } from './recording.ts';

let run: RetoldRun;
beforeAll(async () => {
  run = await retoldRun();
});

const chainsOf = ({ scenarios }: RetoldRun): readonly Hop[] => scenarios.flatMap(({ chain }) => chain);
/** The first of the run: the customer is created, and no order yet. */
const customer = (): string => run.scenarios[0]!.chain[0]!.correlation;

test('of a chain there is all of it, in its scenario, and nothing else', () => {
  const narrowed = narrowRun(run, { chain: customer() });
  expect(narrowed.scenarios.map(({ title }) => title)).toEqual([run.scenarios[0]!.title]);
  expect(chainsOf(narrowed)).toEqual(chainsOf(run).filter(({ correlation }) => correlation === customer()));
  expect(chainsOf(narrowed).length).toBeLessThan(run.scenarios[0]!.chain.length);
  expect(narrowed.report.scenarios.map(({ chain }) => chain)).toEqual([chainsOf(narrowed)]);
});

test('every export of it tells of what is in it, and not of the rest', () => {
  const narrowed = narrowRun(run, { chain: customer() });
  for (const format of ['mermaid', 'svg', 'csv', 'otlp'] as const) {
    expect([format, exports[format](narrowed)]).toEqual([format, expect.stringContaining('CustomerCreated')]);
    expect([format, exports[format](narrowed).includes('OrderCreated')]).toEqual([format, false]);
    expect([format, exports[format](run).includes('OrderCreated')]).toEqual([format, true]);
  }
});

test('where nothing is asked for it is the run itself', () => {
  expect(narrowRun(run, {})).toBe(run);
});

test('what is not there is told with what is', () => {
  expect(() => narrowRun(run, { chain: 'nothing' })).toThrow('There is no request, message or hop "nothing"');
});
