import { charactersOf } from '../panes/characters.ts';
import type { Line, Style } from '../screen/canvas.ts';

/** Something of one style that stands at a column of a line. */
export interface Run {
  readonly text: string;
  readonly column: number;
  /** Columns that it takes. */
  readonly width: number;
  readonly style: Style;
  /** `word` is written in letters that every font has; a `sign` may come from any font, and is placed by itself. */
  readonly kind: 'word' | 'sign';
}

/** Printable ASCII and Latin letters. */
const isWord = (character: string) => /^[\x20-\x7e\u00a1-\u024f]$/.test(character);

/** What is written on a line, without blanks around it; a run goes over single blanks only, as SVG keeps no more. */
export function runsOf(line: Line): Run[] {
  const runs: Run[] = [];
  let column = 0;
  for (const { text, style } of line) {
    let open: { text: string; column: number; width: number } | undefined;
    const close = () => {
      if (open) runs.push({ ...open, style, kind: 'word' });
      open = undefined;
    };
    let blanks = 0;
    for (const { text: character, width } of charactersOf(text)) {
      if (character === ' ') {
        blanks += 1;
        if (blanks > 1) close();
      } else if (isWord(character)) {
        open ??= { text: '', column, width: 0 };
        open.text += ' '.repeat(open.text === '' ? 0 : blanks) + character;
        open.width = column + 1 - open.column;
        blanks = 0;
      } else {
        close();
        runs.push({ text: character, column, width, style, kind: 'sign' });
        blanks = 0;
      }
      column += width;
    }
    close();
  }
  return runs;
}
