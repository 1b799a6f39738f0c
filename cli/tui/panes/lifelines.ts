import type { MessageLine, SequenceRow } from '../../sequence/sequence.ts';
import { sign } from './signs.ts';

/** Columns from one lifeline to the next: enough for an arrow, and all of them no more than a good third of the width. */
export function stepFor(participants: number, width: number): number {
  return Math.max(2, Math.min(5, Math.floor((width * 0.4) / Math.max(1, participants))));
}

/** One row of a diagram as lifelines with what passes between them, `step` columns apart. */
export function lifelines(row: SequenceRow, participants: number, step: number): string {
  const columns = Array.from({ length: participants * step }, (_, x): string => (x % step === 0 ? '│' : ' '));
  if (row.kind === 'note') columns[row.over * step] = noteSigns[row.tone];
  if (row.kind === 'message') drawArrow(columns, row, step);
  return columns.join('').trimEnd();
}

const noteSigns = { state: '◈', fault: '!', missing: '✗' } as const;

function drawArrow(
  columns: string[],
  { from, to, line }: Extract<SequenceRow, { kind: 'message' }>,
  step: number,
): void {
  const [start, end] = [from * step, to * step];
  if (start === end) {
    columns[start] = sign.retried;
    return;
  }
  const toRight = end > start;
  const by = toRight ? 1 : -1;
  for (let x = start + by; x !== end; x += by) columns[x] = isDashed(line) ? sign.dashed : '─';
  columns[start] = toRight ? '├' : '┤';
  columns[end - by] = line === 'lost' ? sign.failed : toRight ? sign.headRight : sign.headLeft;
}

function isDashed(line: MessageLine): boolean {
  return line === 'dashed' || line === 'reply' || line === 'refusal';
}

/** The names above their lifelines, each a row lower than the one before, so that none takes the room of another. */
export function heads(names: readonly string[], step: number): string[] {
  return names.map((name, index) => {
    const before = Array.from({ length: index }, () => '│'.padEnd(step)).join('');
    return `${before}${name}`;
  });
}
