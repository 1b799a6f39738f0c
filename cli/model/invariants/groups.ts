import type { SumDefinition } from '../../systems/system.ts';
import { isRead, rowBefore, rowPreviousTo, type Table } from '../indexes/tables.ts';
import type { RowEvent, RowHistory, Transaction } from '../indexes/transaction.ts';
import type { Model } from '../model.ts';
import { place } from '../roles.ts';

export function tableOf({ tables }: Model, { database, table }: SumDefinition): Table | undefined {
  return tables.get(place(database, table));
}

/** The groups of these sums whose rows the transactions changed, in the order of the changes. */
export function touchedGroups(
  model: Model,
  sums: readonly SumDefinition[],
  transactions: readonly Transaction[],
): string[] {
  const groups = new Set<string>();
  for (const { database, rows } of transactions)
    for (const event of rows)
      for (const sum of sums)
        if (sum.database === database && sum.table === event.history.table)
          for (const group of groupsOf(model, sum, event)) groups.add(group);
  return [...groups];
}

/** The group that a change took the row out of, and the one that it put it in. */
function groupsOf(model: Model, sum: SumDefinition, event: RowEvent): string[] {
  const table = tableOf(model, sum);
  const previous = table && rowPreviousTo(table, event);
  return [previous, event.row ?? event.change.key].flatMap((row) => row?.[sum.group] ?? []);
}

/** Every row that was ever in the group. */
export function rowsIn(model: Model, sum: SumDefinition, group: string): readonly RowHistory[] {
  return [...(tableOf(model, sum)?.groups.get(sum.group)?.get(group) ?? [])];
}

/** Whether all rows of the group are known as they were before the first change seen. */
export function isGroupRead(model: Model, sum: SumDefinition, group: string): boolean {
  const table = tableOf(model, sum);
  if (!table) return false;
  if (isRead(table, sum.group, group)) return true;
  // A group that is the key has one row.
  const [key, ...others] = table.keyColumns;
  const [row] = rowsIn(model, sum, group);
  return key === sum.group && others.length === 0 && row !== undefined && rowBefore(table, row) !== undefined;
}
