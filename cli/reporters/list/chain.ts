import type { Hop } from '../../model/hop.ts';
import { columns, elide, oneLine, padEnd, padStart, shortIds } from '../text/fit.ts';
import type { Paint } from '../text/paint.ts';
import { shortMs } from '../text/time.ts';
import { glyph } from './glyph.ts';
import { labelTexts, refTexts } from './hop-texts.ts';
import { treeLines, type TreeLine } from './tree.ts';

const timeWidth = 7;
const margin = '  ';
/** A commit's xid and lsn; with its database where there is room. */
const refWidths = { narrow: 22, wide: 40 } as const;

/** The chain as text, a hop a line, never wider than `width`. */
export function chainText(chain: readonly Hop[], width: number, paint: Paint): string[] {
  if (chain.length === 0) return [];
  const room = Math.max(24, width - margin.length - 2 * timeWidth);
  const labelRoom = room - (room < 90 ? refWidths.narrow : refWidths.wide);
  const lines = treeLines(chain).map((line) => ({ ...line, label: labelOf(line, labelRoom, room) }));
  const starts = lines.map((line) => leadOf(line) + columns(line.label) + 2);
  // References begin in one column; a label that is too long for that pushes its own to the right.
  const column = Math.max(...starts.filter((start) => start <= labelRoom + 2), 0);
  const since =
    padEnd('chain', room - 8) + 'ms since' + padStart('root', timeWidth) + padStart('cause', timeWidth);
  return [
    paint.dim(margin + since),
    ...lines.map(
      (line, index) =>
        margin + hopLine(line, Math.min(Math.max(column, starts[index] ?? 0), room), room, paint),
    ),
  ];
}

type LabelledLine = TreeLine & { readonly label: string };

function hopLine(line: LabelledLine, start: number, room: number, paint: Paint): string {
  const { hop, branch, root, label } = line;
  const ref =
    refTexts(hop)
      .map(oneLine)
      .find((text) => columns(text) <= room - start) ?? '';
  const cause = root ? '' : shortMs(hop.sinceCauseMs);
  const times = (padStart(shortMs(hop.sinceRootMs), timeWidth) + padStart(cause, timeWidth)).trimEnd();
  const body = paint.dim(branch) + colored(hop, `${glyph(hop.kind)} ${label}`, paint);
  if (ref === '' && times === '') return body;
  const gap = ' '.repeat(Math.max(0, start - leadOf(line) - columns(label)));
  if (times === '') return body + gap + paint.dim(ref);
  const filled = ' '.repeat(Math.max(0, room - start - columns(ref)));
  return body + gap + paint.dim(ref) + filled + paint.dim(times);
}

/** The longest text that leaves room for a reference, else the shortest, elided if even that does not fit. Whole ids are in the JSON. */
function labelOf(line: TreeLine, labelRoom: number, room: number): string {
  const texts = labelTexts(line.hop).map((text) => shortIds(oneLine(text)));
  const lead = leadOf(line);
  const fitting = texts.find((text) => lead + columns(text) <= labelRoom);
  const whole = line.hop.atMs === null ? room + 2 * timeWidth : room;
  return fitting ?? elide(texts.at(-1) ?? '', whole - lead);
}

function leadOf({ branch }: TreeLine): number {
  return columns(branch) + 2;
}

function colored({ kind, injected, ref }: Hop, text: string, paint: Paint): string {
  if (kind === 'missing' || kind === 'parked') return paint.strong(paint.bad(text));
  if (kind === 'retry' || kind === 'duplicate' || kind === 'fault' || injected || ref.outcome === 'FAILURE')
    return paint.unsure(text);
  return kind === 'http' ? paint.strong(text) : text;
}
