const csi = '\u001B[';
/** Synchronized output, private mode 2026: a terminal that knows it shows all of a picture at once, the others ignore it. */
const [begin, end] = [`${csi}?2026h`, `${csi}?2026l`];
const clear = `${csi}2J`;

/**
 * What makes a terminal that shows `before` show `after`: lines that are the same are not written again. Where it is
 * not known what the terminal shows, `before` is undefined.
 */
export function pictureChanges(before: readonly string[] | undefined, after: readonly string[]): string {
  const known = before ?? [];
  const changed = Array.from({ length: Math.max(known.length, after.length) }, (_, row) => {
    const line = after[row] ?? '';
    return line === known[row] ? '' : lineAt(row, line);
  }).join('');
  const changes = before === undefined ? clear + changed : changed;
  return changes === '' ? '' : begin + changes + end;
}

/** Erased first: at the right edge the cursor stands on the last character, which erasing afterwards would take. */
function lineAt(row: number, line: string): string {
  return `${csi}${row + 1};1H${csi}K${line}`;
}
