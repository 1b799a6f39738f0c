import { exitCode } from '../../lib/errors.ts';
import type { Verdict } from '../../model/verdict.ts';
import type { RunReport } from '../../scenario/report.ts';

const codes = {
  pass: exitCode.pass,
  fail: exitCode.failed,
  inconclusive: exitCode.inconclusive,
} as const satisfies Record<Verdict, number>;

/** That scenarios were flaky only matters where nothing is worse. */
export function verdictCode({ verdict, scenarios }: RunReport, failOnFlaky = false): number {
  const flaky = scenarios.some((each) => each.flaky === true);
  return verdict === 'pass' && flaky && failOnFlaky ? exitCode.flaky : codes[verdict];
}
