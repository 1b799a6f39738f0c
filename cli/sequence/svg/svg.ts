import { escapeXml } from '../../reporters/text/xml.ts';
import type { Participant, Sequence } from '../sequence.ts';
import { fontSize, headHeight, layoutOf, lineHeight, type Layout, type PlacedRow } from './layout.ts';
import { sequenceStyle } from './style.ts';
import { textWidth } from './width.ts';

export interface SvgOptions {
  /** Its accessible name. */
  readonly title: string;
  /** What of the drawing fits into a file: the rest is counted at its end. */
  readonly mostRows?: number;
  /** Inside of a page that has `sequenceStyle`: no style of its own; each row names its hops as the page does. */
  readonly hopName?: (id: string) => string;
}

const signs = { state: '', fault: '! ', missing: '✗ ' } as const;

/** The diagram as an SVG that needs nothing else: no font, no script, no address. */
export function sequenceSvg(sequence: Sequence, { title, mostRows = 600, hopName }: SvgOptions): string {
  const rows = sequence.rows
    .slice(0, mostRows)
    .map((row) => (row.kind === 'note' ? { ...row, text: signs[row.tone] + row.text } : row));
  const left = sequence.rows.length - rows.length;
  const rest = left === 0 ? [] : [{ kind: 'heading' as const, text: `… ${left} more are left out here` }];
  const layout = layoutOf({ ...sequence, rows: [...rows, ...rest] });
  const { width, height } = layout;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="seq" role="img" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    `<title>${escapeXml(title)}</title>`,
    `<desc>${escapeXml(description(sequence))}</desc>`,
    ...(hopName ? [] : [`<style>${sequenceStyle}</style>`]),
    `<rect class="seq-ground" width="${width}" height="${height}"/>`,
    ...layout.columns.map(({ x }) => line(x, 16 + headHeight, x, height - 16 - headHeight, 'seq-life')),
    ...headsAt(layout, 16),
    ...headsAt(layout, height - 16 - headHeight),
    ...layout.rows.map((row) => rowSvg(row, layout, hopName)),
    '</svg>',
    '',
  ].join('\n');
}

function description({ participants, rows }: Sequence): string {
  const names = participants.map(({ name, role }: Participant) => `${role} ${name}`).join(', ');
  return `Sequence diagram of ${rows.length} steps. From left to right: ${names}.`;
}

function headsAt({ columns }: Layout, top: number): string[] {
  return columns.map(({ participant, name, x, halfWidth }) => {
    const round = participant.role === 'topic' || participant.role === 'database' ? 14 : 3;
    const box = `<rect class="seq-head" x="${px(x - halfWidth)}" y="${top}" width="${px(2 * halfWidth)}" height="${headHeight}" rx="${round}"/>`;
    const role =
      participant.role === 'client'
        ? ''
        : `<text class="seq-role" x="${px(x)}" y="${top + 31}">${participant.role}</text>`;
    return `<g>${box}${text(name, x, top + 15, 'seq-name')}${role}</g>`;
  });
}

function rowSvg(placed: PlacedRow, layout: Layout, hopName: SvgOptions['hopName']): string {
  const { row, lines, x, top, width } = placed;
  const hops = row.kind === 'heading' || !hopName ? '' : ` data-hops="${row.hops.map(hopName).join(' ')}"`;
  const words = lines.map((each, index) => text(each, x, top + index * lineHeight)).join('');
  const box = { x: px(x - width / 2 - 6), y: px(top - lineHeight / 2), height: lines.length * lineHeight };
  switch (row.kind) {
    case 'heading':
      return `<g class="seq-heading">${words}</g>`;
    case 'note': {
      const rect = `<rect x="${box.x}" y="${px(top - lineHeight / 2 - 4)}" width="${px(width + 12)}" height="${box.height + 8}" rx="3"/>`;
      return `<g class="seq-note seq-${row.tone}"${hops}>${rect}${words}</g>`;
    }
    case 'message': {
      // Lifelines pass behind the words.
      const ground = `<rect class="seq-ground" x="${box.x}" y="${box.y}" width="${px(width + 12)}" height="${box.height}"/>`;
      return `<g class="seq-message seq-${row.line}"${hops}>${ground}${words}${arrow(placed, row, layout)}</g>`;
    }
  }
}

function arrow(
  { y }: PlacedRow,
  { from, to, line: kind }: { from: number; to: number; line: string },
  { columns }: Layout,
): string {
  const [start, end] = [columns[from]?.x ?? 0, columns[to]?.x ?? 0];
  const back = end >= start ? -7 : 7;
  const tip =
    kind === 'lost'
      ? `M${px(end - 4 + back)} ${px(y - 4)}l8 8m0 -8l-8 8`
      : `M${px(end)} ${px(y)}l${back} -4v8z`;
  return `${line(start, y, end, y, 'seq-arrow')}<path class="seq-tip" d="${tip}"/>`;
}

/** A letter that the font has no fixed width for is made to keep to the room that the text was given. */
function text(content: string, x: number, y: number, name?: string): string {
  const odd = /[^\x20-\x7E]/.test(content);
  const fitted = odd
    ? ` textLength="${px(textWidth(content, fontSize))}" lengthAdjust="spacingAndGlyphs"`
    : '';
  const named = name === undefined ? '' : ` class="${name}"`;
  return `<text${named} x="${px(x)}" y="${px(y)}"${fitted}>${escapeXml(content)}</text>`;
}

function line(x1: number, y1: number, x2: number, y2: number, name: string): string {
  return `<line class="${name}" x1="${px(x1)}" y1="${px(y1)}" x2="${px(x2)}" y2="${px(y2)}"/>`;
}

function px(value: number): string {
  return String(Math.round(value * 10) / 10);
}
