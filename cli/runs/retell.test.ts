import { expect, test } from 'vitest';
import { chainOf } from '../model/chain.ts';
import { retell } from './retell.ts';
import type { Heard } from './testing/record-story.ts';
import { recordingOf } from './testing/recording-of.ts';
import { playRun } from './testing/recorded-runs.ts';

const retold = async (heard: readonly Heard[]) => retell(await recordingOf(heard));

test('a run told again is the run as it was: report, chains, and the models that they were read from', async () => {
  const { heard, reports } = await playRun();
  const { report, scenarios, damage } = await retold(heard);
  expect(damage).toBeUndefined();
  expect(report.scenarios).toEqual(reports);
  const [approve] = scenarios;
  expect(approve?.title).toBe('customers-and-orders/approve');
  expect(approve?.chain.map(({ kind }) => kind)).toContain('document');
  const { correlations, nowMs } = approve!.chainSource;
  expect(chainOf(approve!.model, correlations, nowMs)).toEqual(reports[0]!.chain);
});

test('what is missing has the age that it had', async () => {
  const { heard, reports } = await playRun([{ unrelayed: ['OrderCreated'] }]);
  const missing = reports[0]!.chain.filter(({ kind }) => kind === 'missing');
  expect(missing).not.toEqual([]);
  const { report } = await retold(heard);
  expect(report.verdict).toBe('fail');
  expect(report.scenarios[0]!.chain.filter(({ kind }) => kind === 'missing')).toEqual(missing);
});

test('where the lab was watched anew, what came before is forgotten', async () => {
  const { heard, reports } = await playRun([{ unhandled: ['order-history/OrderCreated'] }, {}, {}]);
  const { scenarios, report } = await retold(heard);
  // The same ids in each world: without the restart they would be repeats of one story.
  expect(report.scenarios).toEqual(reports);
  const last = scenarios.at(-1)!;
  expect(last.model.seq).toBe(last.chainSource.seq);
  expect(last.observations.at(-1)?.seq).toBe(last.chainSource.seq);
  expect(last.observations[0]?.seq).toBeGreaterThan(scenarios[1]!.chainSource.seq);
  expect(chainOf(last.model, last.chainSource.correlations, last.chainSource.nowMs)).toEqual(last.chain);
});

test('a run that was cut off is told as far as it goes, and has not passed', async () => {
  const { heard, reports } = await playRun([{}, {}]);
  const second = heard.findLastIndex(
    (each) => each !== 'watched anew' && 'type' in each && each.type === 'scenario-finished',
  );
  const { report, scenarios } = await retold(heard.slice(0, second));
  expect(report.scenarios).toEqual(reports.slice(0, 1));
  expect(report).toMatchObject({ verdict: 'inconclusive', error: { code: 'interrupted' } });
  expect(scenarios).toHaveLength(1);
});

test('a scenario that was run again is there once in the report, with the attempts before it; each is told', async () => {
  const { heard } = await playRun([{ unrelayed: ['OrderCreated'] }, {}, {}, {}]);
  const turns = [
    { repetition: 1, attempt: 1 },
    { repetition: 1, attempt: 2 },
    { repetition: 2, attempt: 1 },
    // Of another repetition than the one before it: nothing that happened may be lost for that.
    { repetition: 3, attempt: 2 },
  ];
  let told = 0;
  const numbered = heard.map((each): Heard => {
    if (each === 'watched anew' || !('type' in each) || each.type !== 'scenario-finished') return each;
    const report = { ...each.report, ...turns[told] };
    told += 1;
    return { ...each, report };
  });
  const { report, scenarios } = await retold(numbered);
  expect(report.scenarios).toMatchObject([
    { ...turns[1], verdict: 'pass', earlier: [{ ...turns[0], verdict: 'fail' }] },
    { ...turns[2], verdict: 'pass' },
    { ...turns[3], verdict: 'pass' },
  ]);
  expect(report.scenarios.map(({ earlier = [] }) => earlier.length)).toEqual([1, 0, 0]);
  expect(scenarios.map(({ report: { attempt } }) => attempt)).toEqual([1, 2, 1, 2]);
});
