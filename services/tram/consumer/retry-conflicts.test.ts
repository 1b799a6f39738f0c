import { expect, it } from 'vitest';
import { retryConflicts } from './retry-conflicts.ts';

function failing(times: number, code: string) {
  let calls = 0;
  const work = async () => {
    calls += 1;
    if (calls <= times) throw Object.assign(new Error(`call ${calls}`), { code });
    return calls;
  };
  return { work, calls: () => calls };
}

it('tries again when two transactions met', async () => {
  expect(await retryConflicts(failing(5, '40001').work)).toBe(6);
});

it('gives up in the end', async () => {
  const { work, calls } = failing(100, '40P01');
  await expect(retryConflicts(work)).rejects.toThrow('call 6');
  expect(calls()).toBe(6);
});

it('leaves other errors to the caller', async () => {
  await expect(retryConflicts(failing(1, '23505').work)).rejects.toThrow('call 1');
});
