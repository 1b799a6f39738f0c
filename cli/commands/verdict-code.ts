import { exitCode } from '../lib/errors.ts';
import type { Verdict } from '../model/verdict.ts';
import type { RunReport } from '../scenario/report.ts';

const codes = {
  pass: exitCode.pass,
  fail: exitCode.failed,
  inconclusive: exitCode.inconclusive,
} as const satisfies Record<Verdict, number>;

export function codeOf(verdict: Verdict): number {
  return codes[verdict];
}

/** That scenarios were flaky only matters where nothing is worse. */
export function runCode({ verdict, scenarios }: RunReport, failOnFlaky = false): number {
  const flaky = scenarios.some((each) => each.flaky === true);
  return verdict === 'pass' && flaky && failOnFlaky ? exitCode.flaky : codeOf(verdict);
}
