import type { Model } from '../../model/model.ts';
import type { Row } from '../../model/observation.ts';
import { currentRows } from '../../model/state.ts';
import { hint } from '../../systems/nearest.ts';
import { difference } from '../contains.ts';
import type { Finding } from '../finding.ts';
import type { RowsExpectation } from '../schema.ts';

const shown = 5;

/** Whether the rows of a table, as they are after the last commit seen, are as expected. Variables are filled in. */
export function findRows(model: Model, expected: RowsExpectation): Finding {
  const known = currentRows(model, expected.database, expected.table);
  const unknown = unknownColumn(expected, known[0]);
  if (unknown !== undefined) return { holds: false, seen: known.slice(0, shown), why: unknown };
  const rows = known.filter((row) => mismatch(expected.where, row) === undefined);
  const seen = rows.slice(0, shown);
  if (expected.count !== undefined && rows.length !== expected.count)
    return {
      holds: false,
      seen,
      why: `expected ${expected.count} rows of ${expected.table}, got ${rows.length}`,
    };
  if (expected.count === undefined && rows.length === 0)
    return { holds: false, seen, why: `no such row of ${expected.table}` };
  const why = rows.map((row) => mismatch(expected.equals ?? {}, row)).find((text) => text !== undefined);
  return why === undefined ? { holds: true, seen } : { holds: false, seen, why };
}

/** A slip of the pen would find no row, which `count: 0` would take for the truth. */
function unknownColumn({ table, where, equals }: RowsExpectation, row: Row | undefined): string | undefined {
  const columns = Object.keys(row ?? {});
  const unknown = Object.keys({ ...where, ...equals }).find((column) => row && !columns.includes(column));
  return unknown === undefined ? undefined : `${table} has no column "${unknown}"${hint(unknown, columns)}`;
}

// Columns arrive as PostgreSQL prints them: whatever is expected is compared as such a text, numbers by their value.
function mismatch(expected: RowsExpectation['where'], row: Row): string | undefined {
  const columns = Object.entries(expected).map(([column, value]) => [column, asColumn(value)]);
  return difference(Object.fromEntries(columns), row, { numbersAsText: true });
}

function asColumn(value: RowsExpectation['where'][string]): unknown {
  return typeof value === 'boolean' ? (value ? 't' : 'f') : value;
}
