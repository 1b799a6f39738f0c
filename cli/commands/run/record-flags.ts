import { UsageError } from '../../lib/errors.ts';
import type { Verdict } from '../../model/verdict.ts';

export const recordModes = ['always', 'on-failure', 'never'] as const;
type RecordMode = (typeof recordModes)[number];

export interface RecordFlags {
  readonly record?: RecordMode;
  readonly recordTo?: string;
}

export interface RecordPlan {
  /** Where to; in the folder of runs where it is not given. */
  readonly to: string | undefined;
  keeps(verdict: Verdict): boolean;
}

/** Undefined when nothing is to be recorded. @throws UsageError */
export function recordPlanOf({ record = 'always', recordTo }: RecordFlags): RecordPlan | undefined {
  if (recordTo === '') throw new UsageError('--record-to lacks the file’s name.');
  if (record !== 'never')
    return { to: recordTo, keeps: (verdict) => record === 'always' || verdict !== 'pass' };
  if (recordTo === undefined) return undefined;
  throw new UsageError(`--record never and --record-to ${recordTo} contradict each other; leave one out.`);
}
