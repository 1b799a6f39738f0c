import type { DatabaseError } from 'pg';
import stringWidth from 'string-width';

/** SQLSTATE read_only_sql_transaction (PostgreSQL's manual, appendix A). */
const readOnly = '25006';
const readsOnly = 'This prompt only reads. Data is changed through the services.';

/** The server's error as psql prints it: the line of the statement with a mark below the place, then what the server adds. */
export function errorText(
  { severity, message, position, detail, hint, code }: DatabaseError,
  statement: string,
): string {
  const added = [
    ['DETAIL', detail],
    ['HINT', hint],
    ['HINT', code === readOnly ? readsOnly : undefined],
  ];
  return [
    `${severity ?? 'ERROR'}:  ${message}`,
    ...placeOf(statement, Number(position)),
    ...added.flatMap(([name, text]) => (text === undefined ? [] : [`${name}:  ${text}`])),
  ].join('\n');
}

/** `position` counts characters, not code units, from 1; NaN where the server names none. */
function placeOf(statement: string, position: number): string[] {
  if (!(position >= 1)) return [];
  const before = Array.from(statement)
    .slice(0, position - 1)
    .join('');
  const number = before.split('\n').length;
  const line = statement.split('\n')[number - 1] ?? '';
  const head = `LINE ${number}: `;
  const left = before.slice(before.lastIndexOf('\n') + 1).replaceAll('\t', ' ');
  return [`${head}${line.replaceAll('\t', ' ')}`, `${' '.repeat(head.length + stringWidth(left))}^`];
}
