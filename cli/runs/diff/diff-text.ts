import { columns, elide, oneLine, padEnd, padStart } from '../../reporters/text/fit.ts';
import type { Paint } from '../../reporters/text/paint.ts';
import { duration, shortMs } from '../../reporters/text/time.ts';
import type { RunDiff, ScenarioDiff, SideOf } from './diff.ts';
import type { HopPair } from './pair-hops.ts';

const timeWidth = 8;

/** Of what tells two different stories nobody wants to read every hop. */
const mostUnrelated = 20;

/**
 * Two runs side by side as lines of text: a hop a line, with the milliseconds since its cause in each. Of two that have
 * little in common only the first hops, unless `all`.
 */
export function diffText({ scenarios }: RunDiff, width: number, paint: Paint, all = false): string[] {
  return scenarios.flatMap((scenario) => scenarioText(scenario, width, paint, all));
}

function scenarioText(scenario: ScenarioDiff, width: number, paint: Paint, all: boolean): string[] {
  const { a, b, pairs, onlyInA, onlyInB } = scenario;
  const shown = all || !isUnrelated(scenario) ? pairs : pairs.slice(0, mostUnrelated);
  const inBoth = pairs.length - onlyInA - onlyInB;
  const room = Math.max(24, width - 2 - 3 * timeWidth);
  const title =
    a?.title === b?.title ? (a?.title ?? '') : `${a?.title ?? 'nothing'} against ${b?.title ?? 'nothing'}`;
  const head =
    padEnd('  ms since cause', room) + ['a', 'b', 'b - a'].map((name) => padStart(name, timeWidth)).join('');
  return [
    paint.strong(elide(title, width)),
    `  a ${sideText(a)}, b ${sideText(b)}`,
    '',
    ...(isUnrelated(scenario)
      ? [
          `  ${paint.unsure(`These tell different stories: of ${pairs.length} hops ${inBoth} are in both.`)}`,
          '',
        ]
      : []),
    paint.dim(head),
    ...shown.map((pair) => pairText(pair, room, paint)),
    ...(shown.length < pairs.length
      ? [`  ... and ${pairs.length - shown.length} more; --all shows them`]
      : []),
    '',
    onlyInA + onlyInB === 0
      ? `  ${pairs.length} hops, the same in both`
      : `  ${inBoth} hops in both, ${onlyInA} only in a, ${onlyInB} only in b`,
    '',
  ];
}

/** Of one story that went wrong every hop counts. */
function isUnrelated({ a, b, pairs, onlyInA, onlyInB }: ScenarioDiff): boolean {
  return a !== undefined && b !== undefined && a.title !== b.title && (onlyInA + onlyInB) * 2 > pairs.length;
}

function sideText(side: SideOf | undefined): string {
  return side === undefined ? 'is not there' : `${side.verdict} in ${duration(side.durationMs)}`;
}

function pairText({ a, b, depth }: HopPair, room: number, paint: Paint): string {
  const hop = a ?? b;
  if (hop === undefined) return '';
  const sign = b === undefined ? '-' : a === undefined ? '+' : ' ';
  const indent = '  '.repeat(Math.min(depth, Math.floor(room / 6)));
  const lead = `${sign} ${indent}`;
  const other = a !== undefined && b !== undefined && a.label !== b.label ? ` | ${oneLine(b.label)}` : '';
  const label = elide(
    `${hop.kind === 'missing' ? 'missing: ' : ''}${oneLine(hop.label)}${other}`,
    room - columns(lead) - 1,
  );
  const line = padEnd(lead + label, room) + times(a?.sinceCauseMs, b?.sinceCauseMs);
  if (sign === ' ') return line.trimEnd();
  return (sign === '-' ? paint.bad : paint.good)(line.trimEnd());
}

function times(a: number | null | undefined, b: number | null | undefined): string {
  const both = typeof a === 'number' && typeof b === 'number' ? signed(b - a) : '';
  return [shortMs(a ?? null), shortMs(b ?? null), both].map((text) => padStart(text, timeWidth)).join('');
}

function signed(ms: number): string {
  return ms > 0 ? `+${shortMs(ms)}` : shortMs(ms);
}
