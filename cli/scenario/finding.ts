import type { Verdict } from '../model/verdict.ts';

/** What looking once at the world says about an expectation. */
export interface Finding {
  readonly holds: boolean;
  /** What was seen, for the report of one that does not hold. */
  readonly seen: unknown;
  /** Why it does not hold, in one line. */
  readonly why?: string;
}

/** What waiting for it came to. */
export interface Outcome {
  readonly verdict: Verdict;
  readonly lastSeen?: unknown;
  readonly error?: string;
}

export const passed: Outcome = { verdict: 'pass' };

export function failed(finding: Finding): Outcome {
  return {
    verdict: 'fail',
    lastSeen: finding.seen ?? null,
    ...(finding.why === undefined ? {} : { error: finding.why }),
  };
}

/** Fail outranks inconclusive, inconclusive outranks pass. */
export function worst(verdicts: Iterable<Verdict | 'not-applicable'>): Verdict {
  const all = new Set(verdicts);
  return all.has('fail') ? 'fail' : all.has('inconclusive') ? 'inconclusive' : 'pass';
}
