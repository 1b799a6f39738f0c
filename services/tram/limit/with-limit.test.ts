import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, onTestFinished, test, vi } from 'vitest';
import { withLimit } from './with-limit.ts';

const untilAborted = (limit: AbortSignal) =>
  new Promise<string>((resolve) =>
    limit.addEventListener('abort', () => resolve((limit.reason as Error).name), { once: true }),
  );

test('work ends at the limit, whatever is collected as garbage meanwhile', async () => {
  setFlagsFromString('--expose_gc');
  const collect = runInNewContext('gc') as () => void;
  const ended = withLimit(new AbortController().signal, 5, untilAborted);
  collect();
  await expect(ended).resolves.toBe('TimeoutError');
});

test('it needs no signal', async () => {
  await expect(withLimit(undefined, 5, untilAborted)).resolves.toBe('TimeoutError');
});

test('work ends with the signal, and for its reason', async () => {
  const stop = new AbortController();
  const ended = withLimit(stop.signal, 60_000, untilAborted);
  stop.abort(new RangeError('enough'));
  await expect(ended).resolves.toBe('RangeError');
});

test('a signal that has aborted already is seen at once', async () => {
  const limits: boolean[] = [];
  await withLimit(AbortSignal.abort(), 60_000, async ({ aborted }) => void limits.push(aborted));
  expect(limits).toEqual([true]);
});

test('what work comes to is passed on, and nothing of the limit is left', async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const { signal } = new AbortController();
  await expect(withLimit(signal, 1, () => Promise.resolve(7))).resolves.toBe(7);
  await expect(withLimit(signal, 1, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(vi.getTimerCount()).toBe(0);
});

test('many may wait for the same limit: Node does not warn of a leak', async () => {
  const warned = vi.spyOn(process, 'emitWarning');
  onTestFinished(() => warned.mockRestore());
  await withLimit(new AbortController().signal, 60_000, (limit) => {
    for (let i = 0; i < 20; i++) limit.addEventListener('abort', () => undefined);
    return Promise.resolve();
  });
  expect(warned).not.toHaveBeenCalled();
});
