import { expect, test } from 'vitest';
import { waitUntil } from './wait-until.ts';
import { isTimeout, withLimit } from './with-limit.ts';

const never = (signal: AbortSignal) => waitUntil(() => undefined, { signal });

test('looks again until there is something to see', async () => {
  let looks = 0;
  const seen = await waitUntil(() => ((looks += 1) === 3 ? looks : undefined), {
    signal: new AbortController().signal,
    everyMs: 1,
  });
  expect(seen).toBe(3);
});

test("ends with the signal's own reason, whether it aborts in a look or between two", async () => {
  const inLook = new AbortController();
  const stopInLook = () => inLook.abort(new Error('stop'));
  await expect(waitUntil(stopInLook, { signal: inLook.signal })).rejects.toThrow('stop');

  const between = new AbortController();
  const look = () => void setImmediate(() => between.abort(new Error('stop')));
  await expect(waitUntil(look, { signal: between.signal, everyMs: 60_000 })).rejects.toThrow('stop');
});

test('a limit is told from a stop', async () => {
  const { signal } = new AbortController();
  await expect(withLimit(signal, 5, never)).rejects.toSatisfy(isTimeout);
  await expect(withLimit(AbortSignal.abort(new Error('stop')), 5_000, never)).rejects.not.toSatisfy(
    isTimeout,
  );
});
