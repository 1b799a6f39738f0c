import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { StackError } from '../../lib/errors.ts';
import { loadSystem } from '../../systems/load.ts';
import { openLab, type LabSession, type LabSessionOptions } from './lab-session.ts';

const loaded = await loadSystem('services/customers-and-orders/system.yaml');

function opened(start: LabSessionOptions['start'], more: Partial<LabSessionOptions> = {}): LabSession {
  return openLab({
    systems: [loaded],
    lab: 'default',
    start,
    findScenario: () => Promise.reject(new Error('no scenario was to be looked for')),
    scenarios: Promise.resolve([]),
    signal: new AbortController().signal,
    ...more,
  });
}

/** Comes up only if nobody waits for its end. */
const untilGivenUp: LabSessionOptions['start'] = (_, signal) =>
  new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });

test('a lab that is still coming up is given up when the screen is left', async () => {
  const session = opened(untilGivenUp);
  expect(session.look().session.state).toBe('starting');
  await session.close();
  expect(session.failure).toBeUndefined();
});

test('so it is when the program is to end', async () => {
  const ending = new AbortController();
  const session = opened(untilGivenUp, { signal: ending.signal });
  ending.abort(new Error('Terminated'));
  await session.close();
  expect(session.look().session.state).toBe('starting');
});

test('why there is no lab stands on the screen, and is kept for when that is gone', async () => {
  const session = opened(() => Promise.reject(new StackError('Port 9092 is taken.')));
  await expect.poll(() => session.look().session.state).toBe('failed');
  expect(session.look().session.detail).toBe('Port 9092 is taken.');
  expect(await session.perform({ kind: 'control', verb: 'kill', process: 'relay' })).toEqual({
    ok: false,
    text: 'Port 9092 is taken.',
  });
  await session.close();
  expect(session.failure).toBeInstanceOf(StackError);
});

test('once it is left, what was to be run next is not begun', async () => {
  let looked = 0;
  const session = opened(untilGivenUp, {
    findScenario: async () => {
      looked += 1;
      const { findScenarios } = await import('../../scenario/catalog.ts');
      return (await findScenarios(['approve'], process.cwd()))[0]!;
    },
  });
  const first = session.perform({ kind: 'run', scenario: 'approve', variables: {} });
  await expect.poll(() => looked).toBe(1);
  await setImmediate();
  await session.close();
  expect(await first).toMatchObject({ ok: false });
  const next = await session.perform({ kind: 'run', scenario: 'approve', variables: {} });
  expect(next).toEqual({ ok: false, text: 'the screen was left' });
});

test('where nothing is recorded, an export says so', async () => {
  const session = opened(untilGivenUp);
  expect(await session.perform({ kind: 'export', format: 'html' })).toEqual({
    ok: false,
    text: 'Nothing is recorded to be exported.',
  });
  await session.close();
});
