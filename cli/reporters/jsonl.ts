import type { MakeReporter } from './reporter.ts';
import { jsonText } from './text/json-text.ts';

/** One line an event, as it happens (docs/formats.md). */
export const jsonl: MakeReporter = ({ write }) => ({
  on(event) {
    write(`${jsonText({ v: 1, ...event })}\n`);
  },
});
