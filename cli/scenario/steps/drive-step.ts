import { toError } from '../../lib/errors.ts';
import type { CurrentRun, Disturbance } from '../current-run.ts';
import { passed, type Outcome } from '../finding.ts';
import type { drives } from '../step-schema.ts';

type Drive = (typeof drives)[number];

const leaves = {
  stop: 'stopped',
  kill: 'killed',
  pause: 'paused',
  start: undefined,
  resume: undefined,
} as const satisfies Record<Drive, Disturbance | undefined>;

/** Drives one process. A stack that cannot do it says nothing about the system: inconclusive. */
export async function driveStep(run: CurrentRun, drive: Drive, process: string): Promise<Outcome> {
  const left = leaves[drive];
  // Before it is done: what was done by half must be undone too.
  if (left !== undefined) run.disturbed.set(process, left);
  try {
    await run.ports.stack.control(drive, process);
    run.ports.signal.throwIfAborted();
    if (left === undefined) run.disturbed.delete(process);
    return passed;
  } catch (thrown) {
    run.ports.signal.throwIfAborted();
    return { verdict: 'inconclusive', error: toError(thrown).message };
  }
}
