import { wallClock } from './wall-clock.ts';

const read = wallClock({
  wallMs: () => Date.now(),
  steadyMs: () => performance.timeOrigin + performance.now(),
});

/** Epoch milliseconds with three decimals; never goes back within a process but where the wall clock was set back. */
export function nowMs(): number {
  return Math.round(read() * 1000) / 1000;
}

/** Milliseconds since `startMs` (a `nowMs`), with three decimals. */
export function sinceMs(startMs: number): number {
  return Math.max(0, Math.round((nowMs() - startMs) * 1000) / 1000);
}
