import { rowPreviousTo, type Table } from '../indexes/tables.ts';
import type { RowEvent } from '../indexes/transaction.ts';
import type { RowChange } from '../observation.ts';
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
  const names = new Set([...Object.keys(event.row ?? {}), ...Object.keys(before ?? {})]);
  return {
    database: table.database,
    table: table.name,
    key: Object.values(change.key).join('/'),
    op: change.op,
    before: known,
    columns: [...names].flatMap((name) => {
      const isKey = table.keyColumns.includes(name);
      const [from, to] = [before?.[name], event.row?.[name]];
      if (known === 'unknown') return [{ name, isKey, change: 'unknown' as const, from, to }];
      return compared(name, from, to).map((column) => ({ ...column, isKey }));
    }),
  };
}

type Value = string | null | undefined;

function compared(name: string, from: Value, to: Value): Omit<ChangedColumn, 'isKey'>[] {
  if (from === to) return [{ name, change: 'same', from, to }];
  const parts = jsonParts(from, to);
  if (parts.length === 0) return [{ name, change: changeOf(from, to), from, to }];
  return parts.map((part) => ({
    name: `${name}.${part.path}`,
    change: changeOf(part.from, part.to),
    from: part.from,
    to: part.to,
  }));
}

function changeOf(from: Value, to: Value): 'added' | 'changed' | 'removed' {
  if (from === undefined) return 'added';
  return to === undefined ? 'removed' : 'changed';
}
