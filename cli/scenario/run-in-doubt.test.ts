import { describe, expect, test } from 'vitest';
import { UnreachableError, type Http } from './http.ts';
import { expectationOf, run, story } from './testing/story.ts';

const failing = () => Promise.reject(new Error('slot lost'));
const traceless: Http = () => Promise.resolve({ status: 200, body: { customerId: 1, orderId: 1 } });
const unreachable: Http = ({ url }) =>
  Promise.reject(new UnreachableError(url, new Error('connect ECONNREFUSED')));

describe('what says nothing about the system is inconclusive', () => {
  test('a service that cannot be reached', async () => {
    const { report } = await run({ overrides: { http: unreachable } });
    expect(report).toMatchObject({
      verdict: 'inconclusive',
      steps: [
        { verdict: 'inconclusive', error: 'http://customer-service cannot be reached: connect ECONNREFUSED' },
      ],
    });
  });

  test('probes that cannot catch up', async () => {
    const { report } = await run({ overrides: { caughtUp: failing } });
    expect(report.verdict).toBe('inconclusive');
    expect(expectationOf(report, 'quiescence')).toMatchObject({
      verdict: 'inconclusive',
      error: 'the probes could not catch up: slot lost',
    });
  });

  test('a gap in a probe, even when everything that was seen is well', async () => {
    const { report } = await run({ prepare: ({ told }) => told.gap('wal order-db', 'slot lost') });
    expect(report.verdict).toBe('inconclusive');
    expect(expectationOf(report, 'nothing was missed')).toMatchObject({
      error: expect.stringMatching(/slot lost/),
    });
  });

  test('a state before the run that cannot be read', async () => {
    const { report } = await run({ overrides: { readBefore: failing } });
    expect(report.verdict).toBe('inconclusive');
    expect(report.invariants.map(({ verdict }) => verdict)).not.toContain('pass');
  });

  test('a service that says it is done and leaves no trace that names the request', async () => {
    const text = story.slice(0, story.indexOf('expect:'));
    const { report } = await run({ text, overrides: { http: traceless } });
    expect(report.invariants.map(({ verdict }) => verdict)).not.toContain('fail');
    expect(report.verdict).toBe('inconclusive');
    expect(expectationOf(report, 'every change was seen')).toMatchObject({
      verdict: 'inconclusive',
      error: expect.stringMatching(/of POST \/orders -> 200 at order-service no row and no message was seen/),
    });
  });

  test('but a failure outranks it', async () => {
    const { report } = await run({
      text: story.replace('json: { orderState: APPROVED }', 'json: { orderState: LOST }'),
      prepare: ({ told }) => told.gap('wal order-db'),
    });
    expect(report.verdict).toBe('fail');
  });
});

test('stopping the run makes it reject with the reason, at whatever it waits for', async () => {
  const stop = new AbortController();
  const reason = new Error('stopped');
  const http: Http = (_, signal) => {
    stop.abort(reason);
    return Promise.reject(signal.reason as Error);
  };
  await expect(run({ overrides: { http, signal: stop.signal } })).rejects.toBe(reason);
});
