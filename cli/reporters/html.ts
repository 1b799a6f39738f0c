import { htmlOf, htmlOfNothing } from '../exports/html/html.ts';
import type { MakeReporter } from './reporter.ts';

/** One page, when the run is over: what `export --format html` makes of its recording. */
export const html: MakeReporter = ({ write, retold }) => ({
  on(event) {
    if (event.type !== 'run-finished') return;
    const run = retold?.();
    write(run === undefined ? htmlOfNothing(event.report) : htmlOf(run));
  },
});
