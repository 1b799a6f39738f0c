import { expect, test, vi, beforeEach, afterEach } from 'vitest';
import { createPlayer } from './player.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function playing(pauses: readonly number[], unshowable = Infinity) {
  const shown: number[] = [];
  const failures: unknown[] = [];
  let at = 0;
  const player = createPlayer({
    at: () => at,
    total: pauses.length,
    msBetween: (_, after) => pauses[after] ?? 0,
    show: (position) => {
      if (position >= unshowable) return Promise.reject(new Error(`no ${position}`));
      at = position;
      shown.push(position);
      return Promise.resolve();
    },
    failed: (thrown) => failures.push(thrown),
  });
  return { player, shown, failures };
}

test('moments come with the pauses that were between them, and it ends with the last', async () => {
  const { player, shown } = playing([0, 100, 400]);
  player.play(1);
  await vi.advanceTimersByTimeAsync(0);
  expect(shown).toEqual([1]);
  await vi.advanceTimersByTimeAsync(100);
  expect(shown).toEqual([1, 2]);
  await vi.advanceTimersByTimeAsync(399);
  expect(shown).toEqual([1, 2]);
  await vi.advanceTimersByTimeAsync(1);
  expect(shown).toEqual([1, 2, 3]);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(shown).toEqual([1, 2, 3]);
});

test('faster shortens the pauses, and a long one in which nothing happened is cut', async () => {
  const { player, shown } = playing([0, 60_000, 60_000]);
  player.play(10);
  await vi.advanceTimersByTimeAsync(150);
  expect(shown).toEqual([1, 2]);
});

test('stands still at once, and goes on from there', async () => {
  const { player, shown } = playing([0, 100, 100]);
  player.play(1);
  await vi.advanceTimersByTimeAsync(0);
  player.play(null);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(shown).toEqual([1]);
  player.play(1);
  await vi.advanceTimersByTimeAsync(100);
  expect(shown).toEqual([1, 2]);
});

test('a moment that cannot be shown is told, and there it stands still', async () => {
  const { player, shown, failures } = playing([0, 0, 0, 0], 3);
  player.play(1);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(shown).toEqual([1, 2]);
  expect(failures).toEqual([new Error('no 3')]);
});
