import type { ExpectationReport } from '../../scenario/report.ts';
import { elide, oneLine } from '../text/fit.ts';
import { jsonText } from '../text/json-text.ts';
import type { Paint } from '../text/paint.ts';

/** What was seen last, and what should have come and did not. */
export function evidence(
  { lastSeen }: ExpectationReport,
  missing: readonly string[],
  width: number,
  paint: Paint,
): string[] {
  const seen =
    lastSeen === undefined
      ? []
      : [`last seen: ${typeof lastSeen === 'string' ? lastSeen : jsonText(lastSeen)}`];
  return [
    ...seen.map((text) => `      ${elide(oneLine(text), width - 6)}`),
    ...missing.map((label) => `      ${paint.bad(elide(`✗ missing: ${oneLine(label)}`, width - 6))}`),
  ];
}
