import { elapsedMs } from './clock.ts';
import type { CurrentRun } from './current-run.ts';
import type { Outcome } from './finding.ts';
import type { ExpectationReport } from './report.ts';

/** Waits, times it, and tells what came of it. */
export async function reported(
  run: CurrentRun,
  name: string,
  wait: () => Promise<Outcome>,
): Promise<ExpectationReport> {
  const { outcome, ms } = await timed(wait);
  const expectation = { name, ms, ...outcome };
  run.ports.emit({ type: 'expectation-finished', scenario: run.loaded.id, expectation });
  return expectation;
}

export async function timed<T extends Outcome>(work: () => Promise<T>): Promise<{ outcome: T; ms: number }> {
  const startedAt = performance.now();
  const outcome = await work();
  return { outcome, ms: elapsedMs(startedAt) };
}
