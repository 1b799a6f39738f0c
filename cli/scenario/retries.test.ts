import { describe, expect, test } from 'vitest';
import type { Mishaps } from '../model/testing/customers-and-orders.ts';
import type { RunEvent } from './events.ts';
import { UnreachableError, type Http } from './http.ts';
import { parseScenario } from './load.ts';
import { withRetries } from './retries.ts';
import { runScenario } from './run-scenario.ts';
import { PlayedLab } from './testing/played-lab.ts';
import { limits, story, system } from './testing/story.ts';

const stoppedRelay: Mishaps = { unrelayed: ['OrderCreated'] };
const gone: Http = ({ url }) => Promise.reject(new UnreachableError(url, new Error('connect ECONNREFUSED')));

interface Weather {
  readonly mishaps?: Mishaps;
  readonly unreachable?: boolean;
}

/** A story that is told under one weather after another; the last one stays. */
async function toldUnder(weathers: readonly Weather[], retries: number) {
  const events: RunEvent[] = [];
  const report = await withRetries(retries, (turn) => {
    const { mishaps, unreachable } = weathers[(turn.attempt ?? 1) - 1] ?? weathers.at(-1)!;
    const lab = new PlayedLab(system, mishaps, {
      emit: (event) => void events.push(event),
      ...(unreachable === true && { http: gone }),
    });
    return runScenario(parseScenario('story.yaml', story), lab.ports, limits, new Map(), turn);
  });
  const attempts = events.flatMap((event) =>
    event.type === 'scenario-finished'
      ? [[event.report.attempt, event.report.verdict, event.retrying === true]]
      : [],
  );
  return { report, attempts, events };
}

describe('a scenario that passes at once', () => {
  test('is run once, and is not flaky', async () => {
    const { report, attempts } = await toldUnder([{}], 2);
    expect(attempts).toEqual([[1, 'pass', false]]);
    expect(report).toMatchObject({ verdict: 'pass', attempt: 1 });
    expect(report).not.toHaveProperty('flaky');
    expect(report).not.toHaveProperty('earlier');
  });

  test('says nothing of attempts where none were asked for', async () => {
    const { report } = await toldUnder([{}], 0);
    expect(report).not.toHaveProperty('attempt');
  });
});

describe('a scenario that passes only when it is run again', () => {
  test('is flaky, and what went wrong before is kept', async () => {
    const { report, attempts } = await toldUnder([{ mishaps: stoppedRelay }, {}], 2);
    expect(attempts).toEqual([
      [1, 'fail', true],
      [2, 'pass', false],
    ]);
    expect(report).toMatchObject({ verdict: 'pass', attempt: 2, flaky: true });
    expect(report.earlier).toMatchObject([{ attempt: 1, verdict: 'fail' }]);
    expect(report.earlier?.[0]?.chain.some(({ kind }) => kind === 'missing')).toBe(true);
  });

  test('what could not be known is run again too', async () => {
    const { report } = await toldUnder([{ unreachable: true }, {}], 1);
    expect(report).toMatchObject({ flaky: true, earlier: [{ attempt: 1, verdict: 'inconclusive' }] });
  });

  test('each attempt begins with an event that says which it is', async () => {
    const { events } = await toldUnder([{ mishaps: stoppedRelay }, {}], 1);
    const begun = events.filter(({ type }) => type === 'scenario-started');
    expect(begun).toMatchObject([{ attempt: 1 }, { attempt: 2 }]);
  });
});

describe('a scenario that never passes', () => {
  test('is given up after so many retries, with the verdict of its last attempt', async () => {
    const { report, attempts } = await toldUnder(
      [{ unreachable: true }, { unreachable: true }, { mishaps: stoppedRelay }],
      2,
    );
    expect(attempts.map(([, verdict, retrying]) => [verdict, retrying])).toEqual([
      ['inconclusive', true],
      ['inconclusive', true],
      ['fail', false],
    ]);
    expect(report).toMatchObject({ verdict: 'fail', attempt: 3 });
    expect(report).not.toHaveProperty('flaky');
    expect(report.earlier).toHaveLength(2);
  });

  test('is not run again where no retries were asked for', async () => {
    const { attempts } = await toldUnder([{ mishaps: stoppedRelay }], 0);
    expect(attempts).toEqual([[undefined, 'fail', false]]);
  });
});

test('a run that is stopped is not run again', async () => {
  let runs = 0;
  const stopped = withRetries(3, () => {
    runs += 1;
    return Promise.reject(new Error('Interrupted'));
  });
  await expect(stopped).rejects.toThrow('Interrupted');
  expect(runs).toBe(1);
});
