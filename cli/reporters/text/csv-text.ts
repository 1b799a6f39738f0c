export type CsvCell = string | number | boolean | null | undefined;

/** RFC 4180: a line a row, the names of the columns among them. */
export function csvText(rows: readonly (readonly CsvCell[])[]): string {
  return rows.map((row) => `${row.map(field).join(',')}\r\n`).join('');
}

/** A spreadsheet takes a text that begins with one of these for a formula: it gets an apostrophe before it (OWASP). */
function field(cell: CsvCell): string {
  if (typeof cell !== 'string') return String(cell ?? '');
  const calm = /^[=+\-@\t\r\n]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(calm) ? `"${calm.replaceAll('"', '""')}"` : calm;
}
