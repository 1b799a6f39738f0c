import type { RowsDefinition } from '../../systems/system.ts';
import { isRead, lastRow, type Table } from '../indexes/tables.ts';
import type { Transaction } from '../indexes/transaction.ts';
import type { Model } from '../model.ts';
import { place } from '../roles.ts';
import { isWalOf, type InvariantKind } from './invariant.ts';
import { isMeant, textAt } from './text-at.ts';

/** In the end every row or document of one kind has its counterpart: none reads as a success without what makes it one. */
export const rowsMatch: InvariantKind<'rows-match'> = {
  appliesTo: ({ tables }, { every, in: other }) =>
    [every, other].every(({ database, table }) => tables[database]?.[table] !== undefined),
  restsOn: (probe, { every, in: other }) =>
    [every, other].some(({ database }) => isWalOf(probe, [database]) || probe === `views ${database}`),
  needsEveryState: () => false,
  check({ model, scope }, { every, in: other }) {
    const values = touchedKeys(model, every, scope.transactions);
    const lacking = values.filter((value) => !isThere(model, other, value));
    const unknown = lacking.filter((value) => !isKnown(model, other, value));
    return {
      touched: values.length > 0,
      violations: lacking
        .filter((value) => !unknown.includes(value))
        .map((value) => `${rowsLabel(every, value)} has no ${rowsLabel(other, value)}`),
      unknown: unknown.map((value) => `${rowsLabel(other, value)}: it was not read whether there is one`),
    };
  },
};

/** What has to be read before a counterpart can be said to be lacking. */
export function lookedUpUnread(
  model: Model,
  transactions: readonly Transaction[],
): { readonly table: Table; readonly column: string; readonly value: string }[] {
  return Object.values(model.system.invariants).flatMap((invariant) => {
    if (invariant.kind !== 'rows-match') return [];
    const { every, in: other } = invariant;
    const table = sqlTable(model, other);
    if (!table) return [];
    return touchedKeys(model, every, transactions)
      .filter((value) => !isRead(table, other.key, value))
      .map((value) => ({ table, column: other.key, value }));
  });
}

/** Of documents all that changed while it was watched: they do not say whose doing that was. */
function touchedKeys(
  model: Model,
  rows: RowsDefinition,
  transactions: readonly Transaction[],
): readonly string[] {
  const { database, table: name, key, where } = rows;
  const table = sqlTable(model, rows);
  const found = table
    ? transactions
        .filter((transaction) => transaction.database === database)
        .flatMap((transaction) => transaction.rows)
        .filter(({ history }) => history.table === name)
        .map(({ history }) => lastRow(table, history))
    : documentsIn(model, database, name);
  const values = found.flatMap((row) => (row && isMeant(row, where) ? [textAt(row, key)] : []));
  return [...new Set(values.filter((value) => value !== undefined))];
}

function isThere(model: Model, rows: RowsDefinition, value: string): boolean {
  const { database, table: name, key, where } = rows;
  const table = sqlTable(model, rows);
  const all = table
    ? [...table.rows.values()].map((history) => lastRow(table, history))
    : documentsIn(model, database, name);
  return all.some((row) => row && textAt(row, key) === value && isMeant(row, where));
}

/** Each as it is after everything seen. */
function documentsIn(model: Model, database: string, collection: string): (object | null)[] {
  return [...(model.documents.get(place(database, collection))?.values() ?? [])].map(({ last }) => last);
}

/** Nothing is read of collections as they were: only what changed is known. */
function isKnown(model: Model, rows: RowsDefinition, value: string): boolean {
  const table = sqlTable(model, rows);
  if (table) return isRead(table, rows.key, value);
  return isThere(model, { ...rows, where: {} }, value);
}

function sqlTable(
  model: Model,
  { database, table }: Pick<RowsDefinition, 'database' | 'table'>,
): Table | undefined {
  return model.system.databases[database]?.kind === 'postgres'
    ? model.tables.get(place(database, table))
    : undefined;
}

/** `payment-db payments with order_id 7 where state = charged` */
function rowsLabel({ database, table, key, where }: RowsDefinition, value: string): string {
  const conditions = Object.entries(where).map(([column, wanted]) => `${column} = ${wanted}`);
  const only = conditions.length > 0 ? ` where ${conditions.join(', ')}` : '';
  return `${database} ${table} with ${key} ${value}${only}`;
}
