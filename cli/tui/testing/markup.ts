import { textOf, type Theme } from '../screen/theme.ts';
import type { Line } from '../screen/canvas.ts';

const names: Readonly<Record<string, string>> = {
  1: 'bold',
  2: 'dim',
  4: 'underline',
  7: 'inverse',
  22: '/weight',
  24: '/underline',
  27: '/inverse',
  32: 'green',
  33: 'yellow',
  36: 'cyan',
  37: 'white',
  39: '/color',
  49: '/ground',
  91: 'red+',
  92: 'green+',
  93: 'yellow+',
  95: 'magenta+',
  96: 'cyan+',
  97: 'white+',
};

const begin = '\u001B[';

/** Painted lines as people read them: what a terminal is told (ECMA-48 SGR) in angle brackets, `<cyan>like this</color>`. */
export function markupOf(lines: readonly Line[], theme: Theme): string {
  return lines.map((line) => textOf(line, theme).split(begin).map(toldOf).join('')).join('\n');
}

/** What stands behind a beginning: codes up to the letter, then text. */
function toldOf(part: string, index: number): string {
  const [told = '', codes = ''] = index === 0 ? [] : (/^([\d;]*)m/.exec(part) ?? []);
  return told === '' ? part : `<${named(codes)}>${part.slice(told.length)}`;
}

function named(codes: string): string {
  const [what, , red, green, blue] = codes.split(';');
  if (what !== '38' && what !== '48') return names[codes] ?? codes;
  const hex = [red, green, blue].map((part) => Number(part).toString(16).padStart(2, '0')).join('');
  return `${what === '48' ? 'ground ' : ''}#${hex}`;
}
