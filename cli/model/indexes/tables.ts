import type { Row, RowChange, SnapshotFact } from '../observation.ts';
import type { System } from '../../systems/system.ts';
import { comparedSums } from '../invariants/compared-sums.ts';
import { place } from '../roles.ts';
import type { RowEvent, RowHistory, Transaction } from './transaction.ts';

/** Every row seen of the business tables, with all its changes. */
export type Tables = ReadonlyMap<string, Table>;

export interface Table {
  readonly database: string;
  readonly name: string;
  readonly keyColumns: readonly string[];
  /** Names the request or message that made or changed a row last. */
  readonly causeColumn: string | undefined;
  readonly rows: Map<string, RowHistory>;
  /** By column and value, for the columns that invariants group by. */
  readonly groups: ReadonlyMap<string, Map<string, Set<RowHistory>>>;
  /** What was read of the state before the first change seen. */
  readonly read: { whole: boolean; readonly values: Map<string, Set<string>> };
}

export function createTables(system: System): Tables {
  const names = [
    ...Object.entries(system.tables).flatMap(([database, tables]) =>
      Object.entries(tables).map(([table, { key, cause }]) => ({ database, table, key, cause })),
    ),
    ...Object.values(system.sagas).map(({ instance: { database, table, key } }) => ({
      database,
      table,
      key: [key],
      cause: undefined,
    })),
  ];
  const tables = new Map<string, Table>();
  for (const { database, table, key, cause } of names) {
    if (tables.has(place(database, table))) continue;
    const groups = new Map(groupColumns(system, database, table).map((column) => [column, new Map()]));
    const read = { whole: false, values: new Map() };
    tables.set(place(database, table), {
      database,
      name: table,
      keyColumns: key,
      causeColumn: cause,
      rows: new Map(),
      groups,
      read,
    });
  }
  return tables;
}

function groupColumns(system: System, database: string, table: string): string[] {
  const looked = Object.values(system.invariants).flatMap((invariant) =>
    invariant.kind === 'rows-match' ? [{ ...invariant.in, group: invariant.in.key }] : [],
  );
  return [...comparedSums(system).flat(), ...looked]
    .filter((sum) => sum.database === database && sum.table === table)
    .map(({ group }) => group);
}

export function foldChange(
  table: Table,
  transaction: Transaction,
  change: RowChange,
  index: number,
): RowEvent {
  const history = historyOf(table, change.key);
  const previous = history.events.at(-1);
  if (!previous && change.op === 'insert') history.before = null;
  const event: RowEvent = { transaction, index, change, history, previous, row: null };
  event.row = rowAfter(table, event);
  history.events.push(event);
  join(table, history, change.row ?? change.key);
  return event;
}

/** Rows as they were before the first change seen, whenever that becomes known. */
export function foldSnapshot(table: Table, { rows, column, values }: SnapshotFact): void {
  for (const row of rows) {
    const history = historyOf(table, row);
    if (history.before === undefined) {
      history.before = history.events[0]?.change.op === 'insert' ? null : row;
      for (const event of history.events) event.row = rowAfter(table, event);
    }
    join(table, history, row);
  }
  if (column === undefined || values === undefined) table.read.whole = true;
  else {
    const known = table.read.values.get(column) ?? new Set();
    for (const value of values) known.add(value);
    table.read.values.set(column, known);
  }
}

function historyOf(table: Table, keyed: Row): RowHistory {
  const text = keyText(table, keyed);
  const known = table.rows.get(text);
  if (known) return known;
  const key = Object.fromEntries(table.keyColumns.map((column) => [column, keyed[column] ?? null]));
  const history = { database: table.database, table: table.name, key, before: undefined, events: [] };
  table.rows.set(text, history);
  return history;
}

/** All that was seen of the row with this key. */
export function rowAt(table: Table, key: Row): RowHistory | undefined {
  return table.rows.get(keyText(table, key));
}

function keyText({ keyColumns }: Table, keyed: Row): string {
  if (keyColumns.length === 1) return keyed[keyColumns[0] ?? ''] ?? '';
  return keyColumns.map((column) => keyed[column] ?? '').join('\0');
}

/** A row belongs to every group that it was ever seen in. */
function join(table: Table, history: RowHistory, row: Row): void {
  for (const [column, groups] of table.groups) {
    const value = row[column];
    if (value === null || value === undefined) continue;
    const group = groups.get(value);
    if (group) group.add(history);
    else groups.set(value, new Set([history]));
  }
}

/** The row before the first change seen: null when there was none, undefined when that is not known. */
export function rowBefore(table: Table, history: RowHistory): Row | null | undefined {
  if (history.before !== undefined) return history.before;
  return table.keyColumns.some((column) => isRead(table, column, history.key[column])) ? null : undefined;
}

/** Whether all rows with this value were read as they were before the first change seen. */
export function isRead({ read }: Table, column: string, value: string | null | undefined): boolean {
  return read.whole || (value != null && (read.values.get(column)?.has(value) ?? false));
}

/** The row as it is after everything seen: null when there is none, undefined when that is not known. */
export function lastRow(table: Table, history: RowHistory): Row | null | undefined {
  const last = history.events.at(-1);
  return last ? last.row : rowBefore(table, history);
}

/** The row that a change replaced. The log's own word comes first: a change may have been missed since the last one seen. */
export function rowPreviousTo(table: Table, { previous, history, change }: RowEvent): Row | null | undefined {
  if (change.before) return change.before;
  return previous ? previous.row : rowBefore(table, history);
}

/** PostgreSQL leaves a long value out of an update that did not change it. */
function rowAfter(table: Table, event: RowEvent): Row | null {
  const { op, row } = event.change;
  const before = op === 'update' && row ? rowPreviousTo(table, event) : undefined;
  if (!before || Object.keys(before).every((column) => Object.hasOwn(row ?? {}, column))) return row;
  return { ...before, ...row };
}
