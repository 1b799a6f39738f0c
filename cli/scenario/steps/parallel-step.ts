import { setMaxListeners } from 'node:events';
import type { CurrentRun } from '../current-run.ts';
import { passed, worst, type Outcome } from '../finding.ts';
import type { Step } from '../step-schema.ts';
import { requestStep } from './request-step.ts';

/** Fires the same request many times at once; it passes when each does. */
export async function parallelStep(run: CurrentRun, step: Step, times: number): Promise<Outcome> {
  // Each request listens to it; Node takes more than ten for a leak.
  setMaxListeners(times + 20, run.deadline);
  const outcomes = await Promise.all(Array.from({ length: times }, () => requestStep(run, step)));
  const bad = outcomes.filter(({ verdict }) => verdict !== 'pass');
  const [first] = bad;
  if (first === undefined) return passed;
  return {
    ...first,
    verdict: worst(bad.map(({ verdict }) => verdict)),
    error: `${bad.length} of ${times}: ${first.error ?? 'failed'}`,
  };
}
