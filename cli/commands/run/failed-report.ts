import { UserError } from '../../lib/errors.ts';
import type { RunReport } from '../../scenario/report.ts';
import { InterruptedError } from '../context.ts';
import type { StackFlags } from '../stack-options.ts';

/** The document of a run that came to no verdict: it says why. */
export function failedReport(error: Error, { lab, stack }: StackFlags & { readonly lab: string }): RunReport {
  return {
    v: 1,
    verdict: 'inconclusive',
    stack: stack ?? 'embedded',
    lab,
    durationMs: 0,
    scenarios: [],
    error: { code: codeOf(error), message: error.message },
  };
}

function codeOf(error: Error): string {
  if (error instanceof UserError) return error.code;
  return error instanceof InterruptedError ? 'interrupted' : 'internal';
}
