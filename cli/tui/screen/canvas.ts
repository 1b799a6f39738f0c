import type { Rect } from '../layout/layout.ts';
import type { Tone } from '../panes/pane.ts';
import { charactersOf } from '../panes/characters.ts';

/** How a text stands out besides its tone. */
export type Light = 'cursor' | 'lineage' | 'chain' | 'none';

export interface Style {
  readonly tone: Tone;
  readonly light: Light;
}

export interface Span {
  readonly text: string;
  readonly style: Style;
}

export type Line = readonly Span[];

const plain: Style = { tone: 'plain', light: 'none' };

interface Glyph {
  /** Empty behind a character that is two columns wide. */
  readonly text: string;
  readonly style: Style;
}

const blank: Glyph = { text: ' ', style: plain };

/** A screen as cells: what is painted later covers what was there. Nothing is painted outside of it. */
export class Canvas {
  readonly columns: number;
  readonly rows: number;
  readonly #cells: Glyph[][];

  constructor(columns: number, rows: number) {
    this.columns = columns;
    this.rows = rows;
    this.#cells = Array.from({ length: rows }, () => Array.from({ length: columns }, () => blank));
  }

  /** At most `room` columns of the text; returns how many it took. */
  text(x: number, y: number, text: string, style: Style = plain, room = this.columns - x): number {
    const row = this.#cells[y];
    if (!row) return 0;
    let taken = 0;
    for (const { text: character, width } of charactersOf(text)) {
      if (taken + width > room || x + taken + width > this.columns) break;
      uncover(row, x + taken, width);
      row[x + taken] = { text: character, style };
      for (let more = 1; more < width; more += 1) row[x + taken + more] = { text: '', style };
      taken += width;
    }
    return taken;
  }

  blank({ x, y, width, height }: Rect, style: Style = plain): void {
    for (let row = y; row < y + height; row += 1) this.text(x, row, ' '.repeat(width), style, width);
  }

  /** Runs of one style, a line a row. */
  lines(): Line[] {
    return this.#cells.map((row) => {
      const spans: { text: string; style: Style }[] = [];
      for (const { text, style } of row) {
        const last = spans.at(-1);
        if (last && last.style.tone === style.tone && last.style.light === style.light) last.text += text;
        else spans.push({ text, style });
      }
      return spans;
    });
  }
}

/** Of a wide character that is covered by half, the other half goes too. */
function uncover(row: Glyph[], x: number, width: number): void {
  const [first, behind] = [row[x], row[x + width]];
  if (first?.text === '' && x > 0) row[x - 1] = { text: ' ', style: row[x - 1]!.style };
  if (behind?.text === '') row[x + width] = { text: ' ', style: behind.style };
}
