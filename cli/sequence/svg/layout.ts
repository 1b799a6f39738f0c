import { elide, oneLine, wrap } from '../../reporters/text/fit.ts';
import type { Participant, Sequence, SequenceRow } from '../sequence.ts';
import { textWidth } from './width.ts';

export const fontSize = 12;
export const lineHeight = 15;
const labelColumns = 30;
const nameColumns = 26;
const mostLines = 8;
const margin = 16;
const gap = 18;
export const headHeight = 44;

/** Where everything stands, in pixels. A row's text is centred at `x`, its first line's middle at `top`. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly columns: readonly PlacedColumn[];
  readonly rows: readonly PlacedRow[];
}

interface PlacedColumn {
  readonly participant: Participant;
  readonly name: string;
  readonly x: number;
  readonly halfWidth: number;
}

export interface PlacedRow {
  readonly row: SequenceRow;
  readonly lines: readonly string[];
  readonly x: number;
  readonly top: number;
  /** Of the text's block, whatever font is used. */
  readonly width: number;
  /** Of an arrow. */
  readonly y: number;
}

export function layoutOf({ participants, rows }: Sequence): Layout {
  const texts = rows.map((row) => {
    const columns = row.kind === 'heading' ? 90 : labelColumns;
    const all = wrap(oneLine(row.text).split(' '), columns);
    const lines = all.length <= mostLines ? all : [...all.slice(0, mostLines - 1), '…'];
    return { row, lines, width: Math.max(0, ...lines.map((line) => textWidth(line, fontSize))) };
  });
  const columns = placeColumns(participants, texts);
  let top = margin + headHeight + gap;
  const placed = texts.map(({ row, lines, width }): PlacedRow => {
    const height = lines.length * lineHeight;
    const from = row.kind === 'message' ? row.from : row.kind === 'note' ? row.over : 0;
    const to = row.kind === 'message' ? row.to : from;
    const x =
      row.kind === 'heading' ? margin + width / 2 : ((columns[from]?.x ?? 0) + (columns[to]?.x ?? 0)) / 2;
    const start = top + lineHeight / 2 + (row.kind === 'message' ? 0 : 6);
    top += height + (row.kind === 'message' ? 16 : 26);
    return { row, lines, x, top: start, width, y: start + height - lineHeight / 2 + 3 };
  });
  const right = Math.max(
    0,
    ...columns.map(({ x, halfWidth }) => x + halfWidth),
    ...placed.map(({ x, width }) => x + width / 2 + 10),
  );
  return {
    width: Math.ceil(right + margin),
    height: Math.ceil(top + headHeight + margin),
    columns,
    rows: placed,
  };
}

interface Measured {
  readonly row: SequenceRow;
  readonly width: number;
}

/** Each as far left as what stands between it and those before it allows. */
function placeColumns(participants: readonly Participant[], texts: readonly Measured[]): PlacedColumn[] {
  const columns: PlacedColumn[] = [];
  for (const [index, participant] of participants.entries()) {
    const name = elide(oneLine(participant.name), nameColumns);
    const halfWidth = Math.max(textWidth(name, fontSize), textWidth(participant.role, 10)) / 2 + 10;
    const before = columns.at(-1);
    let x = before ? before.x + before.halfWidth + gap + halfWidth : margin + halfWidth;
    for (const { row, width } of texts) {
      if (row.kind === 'note' && row.over === index) x = Math.max(x, margin + width / 2 + 10);
      if (row.kind !== 'message' || Math.max(row.from, row.to) !== index) continue;
      const other = columns[Math.min(row.from, row.to)];
      if (other) x = Math.max(x, other.x + width + 2 * gap);
    }
    columns.push({ participant, name, x, halfWidth });
  }
  return columns;
}
