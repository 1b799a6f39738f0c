import type { MakeReporter, ReporterOptions } from '../reporter.ts';
import type { RunReport } from '../../scenario/report.ts';
import { eventsOf } from './reports.ts';

/** All that a reporter writes about a run. */
export function written(make: MakeReporter, run: RunReport, options: Partial<ReporterOptions> = {}): string {
  let text = '';
  const write = (more: string) => {
    text += more;
  };
  const reporter = make({ color: false, width: 80, tty: false, ...options, write });
  for (const event of eventsOf(run)) reporter.on(event);
  return text;
}
