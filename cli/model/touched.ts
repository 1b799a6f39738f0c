import { isRead, rowBefore, type Table } from './indexes/tables.ts';
import type { Transaction } from './indexes/transaction.ts';
import { isGroupRead, tableOf, touchedGroups } from './invariants/groups.ts';
import { unreadOf } from './invariants/expression.ts';
import { lookedUpUnread } from './invariants/rows-match.ts';
import { comparedSums } from './invariants/compared-sums.ts';
import type { Model } from './model.ts';
import { place } from './roles.ts';
import { scopeOf, type Scope } from './scope.ts';

/** Rows to be read as they were before the first transaction seen: those whose `column` has one of `values`. */
export interface RowsBefore {
  readonly database: string;
  readonly table: string;
  readonly column: string;
  readonly values: string[];
}

/**
 * What the invariants need to know of the time before the first transaction seen, for all that was touched since (or,
 * given correlations, by their runs alone): the groups of their sums, what rules look up, and rows that were changed but
 * not made. Empty once all of it was folded as snapshots; what was read may lead a rule to look up more.
 */
export function touchedBefore(model: Model, correlations?: readonly string[]): readonly RowsBefore[] {
  const scope = correlations ? scopeOf(model, correlations) : wholeScope(model);
  const { transactions } = scope;
  const wanted = new Map<string, Omit<RowsBefore, 'values'> & { readonly values: Set<string> }>();
  const want = ({ database, name }: Table, column: string, value: string) => {
    const id = [database, name, column].join('\0');
    const rows = wanted.get(id) ?? { database, table: name, column, values: new Set<string>() };
    wanted.set(id, rows);
    rows.values.add(value);
  };

  for (const sums of comparedSums(model.system))
    for (const group of touchedGroups(model, sums, transactions))
      for (const sum of sums) {
        const table = tableOf(model, sum);
        if (table && !isGroupRead(model, sum, group)) want(table, sum.group, group);
      }
  for (const { table, column, value } of lookedUpUnread(model, transactions)) want(table, column, value);
  for (const { database, table, column, value } of unreadOf({
    model,
    correlations: correlations ?? [],
    scope,
  })) {
    const known = model.tables.get(place(database, table));
    if (known) want(known, column, value);
  }
  for (const { database, rows } of transactions)
    for (const { history } of rows) {
      const table = model.tables.get(place(database, history.table));
      const column = table?.keyColumns[0];
      if (!table || column === undefined || rowBefore(table, history) !== undefined) continue;
      const value = history.key[column] ?? '';
      if (!isRead(table, column, value)) want(table, column, value);
    }
  return [...wanted.values()].map((rows) => ({ ...rows, values: [...rows.values] }));
}

function wholeScope(model: Model): Scope {
  const exchanges = [...model.exchanges.byId.values()];
  const stories = [...model.messages.stories.values()];
  return { exchanges, stories, transactions: allTransactions(model) };
}

/** Every one that changed a business table. */
export function allTransactions({ tables }: Model): Transaction[] {
  const transactions = new Set<Transaction>();
  for (const { rows } of tables.values())
    for (const { events } of rows.values())
      for (const { transaction } of events) transactions.add(transaction);
  return [...transactions];
}
