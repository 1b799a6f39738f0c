import type { ScenarioReport } from './report.ts';

/** Which time of a scenario it is. */
export interface Turn {
  /** Counted from 1; only where scenarios are repeated. */
  readonly repetition?: number;
  /** Counted from 1; only where what does not pass is run again. */
  readonly attempt?: number;
  /** Whether another attempt follows if this one does not pass. */
  readonly mayRetry?: boolean;
}

/**
 * Runs a scenario until it passes, at most `retries` times more. The report is the last attempt's, with those before
 * it: a failure that went away is still a finding.
 */
export async function withRetries(
  retries: number,
  runOnce: (turn: Turn) => Promise<ScenarioReport>,
): Promise<ScenarioReport> {
  if (retries === 0) return runOnce({});
  const attempts: ScenarioReport[] = [];
  for (let attempt = 1; ; attempt += 1) {
    const mayRetry = attempt <= retries;
    const report = await runOnce({ attempt, mayRetry });
    attempts.push(report);
    if (!runsAgain(report, mayRetry)) return asOne(attempts);
  }
}

/** All attempts at a scenario as one report: the last, which has those before it. */
export function asOne(attempts: readonly ScenarioReport[]): ScenarioReport {
  const last = attempts.at(-1)!;
  return attempts.length === 1 ? last : { ...last, earlier: attempts.slice(0, -1) };
}

export function runsAgain({ verdict }: Pick<ScenarioReport, 'verdict'>, mayRetry: boolean): boolean {
  return mayRetry && verdict !== 'pass';
}
