import { expect, test } from 'vitest';
import { wallClock } from './wall-clock.ts';

/** A computer whose two clocks run together until something is done to one of them. */
function computer() {
  let steady = 5_000.25;
  let wall = 5_000.25;
  return {
    clocks: { steadyMs: () => steady, wallMs: () => Math.floor(wall) },
    runs(ms: number) {
      steady += ms;
      wall += ms;
    },
    sleeps(ms: number) {
      wall += ms;
    },
    isSet(ms: number) {
      wall += ms;
    },
    get wall() {
      return wall;
    },
  };
}

test('tells fractions of a millisecond', () => {
  const it = computer();
  const now = wallClock(it.clocks);
  expect(now()).toBe(5_000.25);
  it.runs(0.5);
  expect(now()).toBe(5_000.75);
});

test('is right within a millisecond after the computer slept', () => {
  const it = computer();
  const now = wallClock(it.clocks);
  now();
  it.sleeps(60_000.5);
  expect(Math.abs(now() - it.wall)).toBeLessThan(1);
  it.runs(10.3);
  expect(Math.abs(now() - it.wall)).toBeLessThan(1);
});

test('follows a wall clock that is set back by hours', () => {
  const it = computer();
  const now = wallClock(it.clocks);
  now();
  it.isSet(-3_600_000);
  expect(Math.abs(now() - it.wall)).toBeLessThanOrEqual(1);
});

test('stands still, and does not go back, where the wall clock is corrected by little', () => {
  const it = computer();
  const now = wallClock(it.clocks);
  const first = now();
  it.isSet(-20);
  it.runs(5);
  expect(now()).toBe(first);
  it.runs(30);
  expect(now()).toBeGreaterThan(first);
  expect(Math.abs(now() - it.wall)).toBeLessThanOrEqual(1);
});

test('is not led astray by a pause between the readings of the two clocks', () => {
  const it = computer();
  const now = wallClock({
    steadyMs: it.clocks.steadyMs,
    wallMs: () => {
      const read = it.clocks.wallMs();
      it.runs(22);
      return read;
    },
  });
  expect(now()).toBe(it.wall);
  expect(now()).toBe(it.wall);
});
