import { isNumber, LosslessNumber, parse } from 'lossless-json';
import { csvText } from '../../reporters/text/csv-text.ts';
import { type Answer, RefusedError } from '../session.ts';
import { tableText, type Cell } from './table.ts';

interface Column {
  readonly name: string;
  readonly dataTypeID: number;
}

/** Rows with each value as the server writes it, in the order of the columns. */
export interface SqlResult {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
  /** The first word of the command tag, e.g. `SELECT`. */
  readonly command: string;
}

/** oid, int8, int2, int4, float4, float8, numeric: `pg_type.dat` of PostgreSQL. */
const numbers: ReadonlySet<number> = new Set([26, 20, 21, 23, 700, 701, 1700]);
/** json and jsonb. */
const documents: ReadonlySet<number> = new Set([114, 3802]);
const bool = 16;

export function answerOf({ columns, rows, command }: SqlResult): Answer {
  const right = columns.map(({ name, dataTypeID }) => ({ name, right: numbers.has(dataTypeID) }));
  return {
    text: () => (columns.length === 0 ? `${command}\n` : tableText(right, rows)),
    value: () => ({ columns: columns.map(({ name }) => name), rows: objects(columns, rows) }),
    csv: () =>
      columns.length === 0
        ? ''
        : csvText([
            columns.map(({ name }) => name),
            ...rows.map((row) => row.map((cell, index) => plain(cell, columns[index]))),
          ]),
  };
}

function objects(columns: readonly Column[], rows: SqlResult['rows']): Record<string, unknown>[] {
  const names = columns.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined)
    throw new RefusedError(`Two columns are named "${twice}": --json needs a name for each, by AS.`);
  return rows.map((row) =>
    Object.fromEntries(row.map((cell, index) => [names[index] ?? '', jsonValue(cell, columns[index])])),
  );
}

/** Numbers keep all their digits; what JSON has no form for stays a text. */
function jsonValue(cell: Cell, column: Column | undefined): unknown {
  if (cell === null || column === undefined) return cell;
  if (column.dataTypeID === bool) return cell === 't';
  if (documents.has(column.dataTypeID)) return parse(cell);
  return numbers.has(column.dataTypeID) && isNumber(cell) ? new LosslessNumber(cell) : cell;
}

/** A negative number is no formula of a spreadsheet. */
function plain(cell: Cell, column: Column | undefined): string | number | null {
  const isShort = cell !== null && numbers.has(column?.dataTypeID ?? 0) && String(Number(cell)) === cell;
  return isShort ? Number(cell) : cell;
}
