import type { Hop } from '../../model/hop.ts';
import { columns, elide, oneLine, padEnd, padStart } from '../text/fit.ts';
import type { Paint } from '../text/paint.ts';
import { shortMs } from '../text/time.ts';
import { glyph } from './glyph.ts';
import { refText } from './ref.ts';
import { treeLines, type TreeLine } from './tree.ts';

const timeWidth = 8;
const margin = '  ';

/** The chain as text, a hop a line, never wider than `width`. */
export function chainText(chain: readonly Hop[], width: number, paint: Paint): string[] {
  if (chain.length === 0) return [];
  const room = Math.max(24, width - margin.length - 2 * timeWidth);
  const header = `${margin}${padEnd('chain', room)}${padStart('ms: root', timeWidth)}${padStart('cause', timeWidth)}`;
  const lines = treeLines(chain);
  const labels = lines.map((line) => columns(line.branch) + 2 + columns(labelOf(line.hop)));
  // References begin in one column, unless that would starve them.
  const column = Math.min(Math.max(...labels), Math.max(Math.floor(room * 0.6), room - 34)) + 2;
  return [paint.dim(header), ...lines.map((line) => margin + hopLine(line, room, column, paint))];
}

function hopLine({ hop, branch, root }: TreeLine, room: number, column: number, paint: Paint): string {
  const lead = columns(branch) + 2;
  const ref = oneLine(refText(hop));
  const label = elide(labelOf(hop), room - lead);
  const start = Math.min(Math.max(column, lead + columns(label) + 2), room);
  const shownRef = elide(ref, room - start - 1);
  const gap = ' '.repeat(Math.max(0, start - lead - columns(label)));
  const times =
    padStart(shortMs(hop.sinceRootMs), timeWidth) +
    padStart(root ? '' : shortMs(hop.sinceCauseMs), timeWidth);
  const rest = hop.atMs === null ? '' : times;
  const text = `${label}${shownRef === '' && rest === '' ? '' : gap}`;
  const padding = rest === '' ? '' : ' '.repeat(Math.max(0, room - start - columns(shownRef)));
  return (
    paint.dim(branch) +
    colored(hop, glyph(hop.kind), paint) +
    ' ' +
    colored(hop, text, paint) +
    paint.dim(shownRef) +
    padding +
    paint.dim(rest)
  ).trimEnd();
}

function labelOf(hop: Hop): string {
  const label = oneLine(hop.label);
  if (hop.kind === 'missing') return `missing: ${label}`;
  return hop.injected ? `${label} (injected)` : label;
}

function colored({ kind, injected }: Hop, text: string, paint: Paint): string {
  if (kind === 'missing' || kind === 'parked') return paint.strong(paint.bad(text));
  if (kind === 'retry' || kind === 'duplicate' || kind === 'fault' || injected) return paint.unsure(text);
  return kind === 'http' ? paint.strong(text) : text;
}
