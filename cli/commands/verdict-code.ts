import { exitCode } from '../lib/errors.ts';
import type { Verdict } from '../model/verdict.ts';

const codes = {
  pass: exitCode.pass,
  fail: exitCode.failed,
  inconclusive: exitCode.inconclusive,
} as const satisfies Record<Verdict, number>;

export function codeOf(verdict: Verdict): number {
  return codes[verdict];
}
