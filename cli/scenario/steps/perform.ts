import type { RecordPlace } from '../../model/observation.ts';
import type { CurrentRun } from '../current-run.ts';
import type { Outcome } from '../finding.ts';
import { poll } from '../poll.ts';
import { drives, type Step } from '../step-schema.ts';
import { driveStep } from './drive-step.ts';
import { parallelStep } from './parallel-step.ts';
import { publishStep } from './publish-step.ts';
import { redeliverStep } from './redeliver-step.ts';
import { requestStep } from './request-step.ts';

export interface StepOutcome extends Outcome {
  /** The record that it put on a topic. */
  readonly put?: RecordPlace;
}

/** Does what one step says. Rejects only when the run is stopped. */
export function perform(run: CurrentRun, step: Step): Promise<StepOutcome> {
  if (step.eventually !== undefined) return poll(run, step.eventually, run.limits.withinMs);
  if (step.redeliver !== undefined) return redeliverStep(run, step.redeliver);
  if (step.publish !== undefined) return publishStep(run, step.publish);
  const drive = drives.find((each) => step[each] !== undefined);
  if (drive !== undefined) return driveStep(run, drive, step[drive] ?? '');
  return step.parallel === undefined ? requestStep(run, step) : parallelStep(run, step, step.parallel);
}
