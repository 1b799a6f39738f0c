import stringWidth from 'string-width';

/** `null` is SQL's; texts are as the server writes them. */
export type Cell = string | null;

interface Column {
  readonly name: string;
  /** Numbers stand at the right, as psql has them. */
  readonly right: boolean;
}

/** Rows as psql aligns them, by the columns that a terminal needs for each character; no row takes two lines. */
export function tableText(columns: readonly Column[], rows: readonly (readonly Cell[])[]): string {
  const cells = rows.map((row) => row.map((cell) => shown(cell ?? '')));
  const names = columns.map(({ name }) => shown(name));
  const widths = names.map((name, index) =>
    cells.reduce((widest, row) => Math.max(widest, stringWidth(row[index] ?? '')), stringWidth(name)),
  );
  const line = (texts: readonly string[], isRight: (index: number) => boolean) =>
    texts
      .map((text, index) => {
        const room = ' '.repeat((widths[index] ?? 0) - stringWidth(text));
        return isRight(index) ? ` ${room}${text} ` : ` ${text}${room} `;
      })
      .join('|')
      .trimEnd();
  return [
    line(names, () => false),
    widths.map((width) => '-'.repeat(width + 2)).join('+'),
    ...cells.map((row) => line(row, (index) => columns[index]?.right ?? false)),
    rows.length === 1 ? '(1 row)' : `(${rows.length} rows)`,
  ]
    .map((text) => `${text}\n`)
    .join('');
}

const named: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** What would move the cursor or colour the terminal is written out. */
function shown(text: string): string {
  return text.replaceAll(
    /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu,
    (each) => named[each] ?? `\\u${(each.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  );
}
