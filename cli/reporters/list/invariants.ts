import type { InvariantResult } from '../../model/verdict.ts';
import { columns, elide, oneLine, wrap } from '../text/fit.ts';
import type { Paint } from '../text/paint.ts';
import { verdictGlyph } from '../text/verdict.ts';

/** Those that hold share lines; each of the others has its own, with the proof under it. */
export function invariantText(results: readonly InvariantResult[], width: number, paint: Paint): string[] {
  if (results.length === 0) return [];
  const calm = results.filter(({ verdict }) => verdict === 'pass' || verdict === 'not-applicable');
  const rest = results.filter((result) => !calm.includes(result));
  return [
    paint.dim('  invariants'),
    ...flow(calm, width, paint),
    ...rest.flatMap(({ name, verdict, proof }) => [
      `  ${verdictGlyph(verdict, paint)} ${elide(name, width - 4)}`,
      ...(proof ?? []).flatMap((line) =>
        wrap(oneLine(line).split(' '), width - 8).map(
          (text, row) => `${row === 0 ? '      ' : '        '}${paint.bad(text)}`,
        ),
      ),
    ]),
  ];
}

function flow(results: readonly InvariantResult[], width: number, paint: Paint): string[] {
  const lines: string[] = [];
  let used = width;
  for (const { name, verdict } of results) {
    const shown = elide(name, width - 4);
    const needed = columns(shown) + 4;
    const cell = `  ${verdictGlyph(verdict, paint)} ${shown}`;
    if (used + needed > width) {
      lines.push(cell);
      used = needed;
    } else {
      lines[lines.length - 1] += cell;
      used += needed;
    }
  }
  return lines;
}
