import { escapeXml } from '../../reporters/text/xml.ts';
import { widthOf } from '../panes/characters.ts';
import type { Line } from '../screen/canvas.ts';
import type { ThemeName } from '../state/themes.ts';
import { cell } from './cell.ts';
import { lookOf, paper, type InkLook } from './colours.ts';
import { artOf, px } from './line-art.ts';
import { runsOf, type Run } from './runs.ts';

export interface PictureTexts {
  /** Its accessible name. */
  readonly title: string;
  readonly about: string;
}

const margin = 12;

/** A screen as an SVG that needs nothing else: no font, no script, no address. Pure. */
export function screenSvg(lines: readonly Line[], theme: ThemeName, { title, about }: PictureTexts): string {
  const columns = Math.max(0, ...lines.map((line) => widthOf(line.map(({ text }) => text).join(''))));
  const [width, height] = [
    px(columns * cell.width + 2 * margin),
    px(lines.length * cell.height + 2 * margin),
  ];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="title about" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    `<title id="title">${escapeXml(title)}</title>`,
    `<desc id="about">${escapeXml(about)}</desc>`,
    `<style>${styles}</style>`,
    `<rect width="${width}" height="${height}" rx="8" fill="${paper.ground}"/>`,
    `<g transform="translate(${margin} ${margin})">`,
    ...lines.flatMap((line, row) => groundsOf(line, row, theme)),
    ...artPaths(lines, theme),
    ...lines.flatMap((line, row) => textsOf(line, row, theme)),
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

const styles = [
  `text{font:${cell.fontSize}px ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace;white-space:pre}`,
  '.b{font-weight:bold}.d{opacity:.62}.u{text-decoration:underline}.s{text-anchor:middle}',
].join('');

/** What lies behind a line; neighbours of one colour are one piece, so that no seam shows between them. */
function groundsOf(line: Line, row: number, theme: ThemeName): string[] {
  const pieces: { readonly from: number; to: number; readonly ground: string }[] = [];
  let column = 0;
  for (const { text, style } of line) {
    const from = column;
    column += widthOf(text);
    const { ground } = lookOf(theme, style);
    const last = pieces.at(-1);
    if (ground === undefined) continue;
    if (last?.to === from && last.ground === ground) last.to = column;
    else pieces.push({ from, to: column, ground });
  }
  return pieces.map(({ from, to, ground }) => {
    const place = `x="${px(from * cell.width)}" y="${row * cell.height}"`;
    const size = `width="${px((to - from) * cell.width)}" height="${cell.height}"`;
    return `<rect ${place} ${size} fill="${ground}" shape-rendering="crispEdges"/>`;
  });
}

/** All lines of one look in one path: a picture has thousands of them. */
function artPaths(lines: readonly Line[], theme: ThemeName): string[] {
  const paths = new Map<string, string>();
  const add = (attributes: string, data: string) =>
    paths.set(attributes, (paths.get(attributes) ?? '') + data);
  for (const [row, line] of lines.entries())
    for (const { text, column, style, kind } of runsOf(line)) {
      const art = kind === 'sign' ? artOf(text, column * cell.width, row * cell.height) : undefined;
      const { fill, dim } = lookOf(theme, style);
      const faint = dim ? ' opacity=".62"' : '';
      if (art?.stroke !== undefined) add(`stroke="${fill}" fill="none"${faint}`, art.stroke);
      if (art?.fill !== undefined) add(`fill="${fill}"${faint}`, art.fill);
    }
  return [...paths].map(([attributes, data]) => `<path ${attributes} d="${data}"/>`);
}

function textsOf(line: Line, row: number, theme: ThemeName): string[] {
  return runsOf(line)
    .filter(({ kind, text }) => kind === 'word' || artOf(text, 0, 0) === undefined)
    .map((run) => textOf(run, row, lookOf(theme, run.style)));
}

/** A word is made to keep to its columns, whichever font there is; a sign stands in the middle of its own. */
function textOf({ text, column, width, kind }: Run, row: number, look: InkLook): string {
  const y = px(row * cell.height + cell.baseline);
  const room = width * cell.width;
  const x = column * cell.width;
  const place =
    kind === 'word'
      ? `x="${px(x)}" y="${y}" textLength="${px(room)}" lengthAdjust="spacingAndGlyphs"`
      : `x="${px(x + room / 2)}" y="${y}"`;
  return `<text ${place} fill="${look.fill}"${classOf(look, kind)}>${escapeXml(text)}</text>`;
}

function classOf({ bold, dim, underline }: InkLook, kind: Run['kind']): string {
  const names = [bold ? 'b' : '', dim ? 'd' : '', underline ? 'u' : '', kind === 'sign' ? 's' : ''];
  const used = names.filter((name) => name !== '').join(' ');
  return used === '' ? '' : ` class="${used}"`;
}
