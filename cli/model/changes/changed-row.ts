import { rowPreviousTo, type Table } from '../indexes/tables.ts';
import type { RowEvent } from '../indexes/transaction.ts';
import type { Row, RowChange } from '../observation.ts';
import { jsonParts } from './json-parts.ts';

/** What one commit made of one row, compared with the row before it. */
export interface ChangedRow {
  readonly database: string;
  readonly table: string;
  /** Values of its primary key: `1/17`. */
  readonly key: string;
  readonly op: RowChange['op'];
  /** What is known of the row before: the `row`, that there was `none`, or nothing (`unknown`). */
  readonly before: 'row' | 'none' | 'unknown';
  /** In the order of the row; those of the key too. */
  readonly columns: readonly ChangedColumn[];
}

export interface ChangedColumn {
  /** Of a part of JSON in a column: `steps.do-payment`. */
  readonly name: string;
  readonly isKey: boolean;
  /** `unknown` where the row before is. */
  readonly change: 'added' | 'changed' | 'removed' | 'same' | 'unknown';
  /** Null is SQL's NULL; undefined where it was not there, or is not known. */
  readonly from: string | null | undefined;
  readonly to: string | null | undefined;
}

export function changedRow(table: Table, event: RowEvent): ChangedRow {
  const { change } = event;
  const before = change.op === 'insert' ? null : rowPreviousTo(table, event);
  const known = before === undefined ? 'unknown' : before === null ? 'none' : 'row';
  return {
    database: table.database,
    table: table.name,
    key: Object.values(change.key).join('/'),
    op: change.op,
    before: known,
    columns: columnsOf(before, change.row).map((column) => ({
      ...column,
      isKey: table.keyColumns.includes(column.name),
    })),
  };
}

type Compared = Omit<ChangedColumn, 'isKey'>;

function columnsOf(before: Row | null | undefined, after: Row | null): Compared[] {
  const names = new Set([...Object.keys(after ?? {}), ...Object.keys(before ?? {})]);
  return [...names].flatMap((name): Compared[] => {
    const [from, to] = [valueIn(before, name), valueIn(after, name)];
    if (before === undefined) return [{ name, change: 'unknown', from, to }];
    if (from === to) return [{ name, change: 'same', from, to }];
    const parts = jsonParts(from, to);
    if (parts.length > 0)
      return parts.map(({ path, from, to }) => ({
        name: `${name}.${path}`,
        change: changeOf(from, to),
        from,
        to,
      }));
    return [{ name, change: changeOf(from, to), from, to }];
  });
}

function valueIn(row: Row | null | undefined, name: string): string | null | undefined {
  return row && Object.hasOwn(row, name) ? row[name] : undefined;
}

function changeOf(from: string | null | undefined, to: string | null | undefined) {
  if (from === undefined) return 'added';
  return to === undefined ? 'removed' : 'changed';
}
