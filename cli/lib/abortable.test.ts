import { expect, test } from 'vitest';
import { abortable } from './abortable.ts';

const never = new Promise<void>(() => undefined);

test('gives what the promise comes to', async () => {
  const { signal } = new AbortController();
  expect(await abortable(Promise.resolve(1), signal)).toBe(1);
  await expect(abortable(Promise.reject(new Error('no')), signal)).rejects.toThrow('no');
});

test('rejects with the reason when the signal aborts, or has aborted', async () => {
  const stop = new AbortController();
  const waiting = abortable(never, stop.signal);
  stop.abort(new Error('stopped'));
  await expect(waiting).rejects.toThrow('stopped');
  await expect(abortable(Promise.resolve(), stop.signal)).rejects.toThrow('stopped');
});
