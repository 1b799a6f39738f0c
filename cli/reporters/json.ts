import type { MakeReporter } from './reporter.ts';
import { jsonText } from './text/json-text.ts';

/** One document, when the run is over: `RunReport` (docs/formats.md). */
export const json: MakeReporter = ({ write }) => ({
  on(event) {
    if (event.type === 'run-finished') write(`${jsonText(event.report, 2)}\n`);
  },
});
