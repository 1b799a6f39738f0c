import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { Hop } from '../model/hop.ts';
import { checkRecording } from './check/check.ts';
import { readRecording } from './read/read-recording.ts';
import { retell } from './retell.ts';
import { shippedRuns } from './shipped-names.ts';
import { shippedRun } from './shipped.ts';

/** What each of them is shipped for. */
const lessons: Readonly<Record<(typeof shippedRuns)[number], readonly (readonly [Hop['kind'], string])[]>> = {
  approve: [
    ['outbox', 'OrderCreated'],
    ['record', 'CustomerCreditReserved'],
    ['saga', 'APPROVED'],
    ['document', 'update'],
  ],
  'credit-exceeded': [
    ['outbox', 'CustomerCreditReservationFailed'],
    ['saga', 'REJECTED'],
  ],
  'crash-between-commit-and-publish': [
    ['fault', 'crash'],
    ['relay', 'OrderCreated'],
    ['saga', 'APPROVED'],
  ],
};

describe.each(shippedRuns)('the shipped recording %s', (name) => {
  test('is whole, passed, and shows what it is for', async () => {
    const recording = await readRecording(shippedRun(name));
    const { report, scenarios, damage } = retell(recording);
    expect({ damage, verdict: report.verdict }).toEqual({ damage: undefined, verdict: 'pass' });
    expect(scenarios.map(({ title }) => title)).toEqual([`customers-and-orders/${name}`]);
    const { chain } = scenarios[0]!;
    for (const [kind, type] of lessons[name])
      expect(chain, `${kind} ${type}`).toContainEqual(expect.objectContaining({ kind, type }));
    expect(chain.filter(({ kind }) => kind === 'missing')).toEqual([]);
  });

  test('is judged again to the same verdict, by every invariant', async () => {
    const { verdict, scenarios } = checkRecording(await readRecording(shippedRun(name)));
    expect(verdict).toBe('pass');
    const verdicts = scenarios.flatMap(({ invariants }) => invariants.map(({ verdict }) => verdict));
    expect(verdicts.length).toBeGreaterThan(5);
    expect(new Set(verdicts)).toEqual(new Set(['pass']));
  });

  test('tells nothing of the machine that it was recorded on', async () => {
    const text = gunzipSync(await readFile(shippedRun(name))).toString('utf8');
    expect(text).not.toMatch(/"[^"]*\/(home|root|tmp|work|Users|var)\//);
    expect(text).not.toMatch(/[a-z]+:\/\/[^/"\s]*:[^/"\s]*@/);
  });
});

test('another name is answered with those that there are', () => {
  expect(() => shippedRun('aprove')).toThrow(
    'There is no shipped recording "aprove"; there are approve, credit-exceeded, crash-between-commit-and-publish.',
  );
});
