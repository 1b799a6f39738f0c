import type { RowsDefinition } from '../../systems/system.ts';
import { isRead, lastRow, type Table } from '../indexes/tables.ts';
import type { Transaction } from '../indexes/transaction.ts';
import type { Model } from '../model.ts';
import { place } from '../roles.ts';
import { isWalOf, type InvariantKind } from './invariant.ts';

/** In the end every row or document of one kind has its counterpart: none reads as a success without what makes it one. */
export const rowsMatch: InvariantKind<'rows-match'> = {
  appliesTo: ({ tables }, { every, in: other }) =>
    [every, other].every(({ database, table }) => tables[database]?.[table] !== undefined),
  restsOn: (probe, { every, in: other }) =>
    [every, other].some(({ database }) => isWalOf(probe, [database]) || probe === `views ${database}`),
  needsEveryState: () => false,
  check({ model, scope }, { every, in: other }) {
    const values = touchedKeys(model, every, scope.transactions);
    const lacking = values.filter((value) => !countOf(model, other, value));
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
    : [...(model.documents.get(place(database, name))?.values() ?? [])].map(({ last }) => last);
  const values = found.flatMap((row) => (row && isMeant(row, where) ? [textAt(row, key)] : []));
  return [...new Set(values.filter((value) => value !== undefined))];
}

function countOf(model: Model, { database, table: name, key, where }: RowsDefinition, value: string): number {
  const table = sqlTable(model, { database, table: name });
  const all: Iterable<object | null | undefined> = table
    ? [...table.rows.values()].map((history) => lastRow(table, history))
    : [...(model.documents.get(place(database, name))?.values() ?? [])].map(({ last }) => last);
  let count = 0;
  for (const row of all) if (row && textAt(row, key) === value && isMeant(row, where)) count += 1;
  return count;
}

/** Nothing is read of collections as they were: only what changed is known. */
function isKnown(model: Model, rows: RowsDefinition, value: string): boolean {
  const table = sqlTable(model, rows);
  if (table) return isRead(table, rows.key, value);
  return countOf(model, { ...rows, where: {} }, value) > 0;
}

function sqlTable(
  model: Model,
  { database, table }: Pick<RowsDefinition, 'database' | 'table'>,
): Table | undefined {
  return model.system.databases[database]?.kind === 'postgres'
    ? model.tables.get(place(database, table))
    : undefined;
}

function isMeant(row: object, where: RowsDefinition['where']): boolean {
  return Object.entries(where).every(([field, value]) => textAt(row, field) === value);
}

/** A scalar of a row or document as text, by the name of its column or its dotted path. */
function textAt(row: object, path: string): string | undefined {
  const value = path
    .split('.')
    .reduce<unknown>(
      (at, step) => (typeof at === 'object' && at !== null ? Reflect.get(at, step) : undefined),
      row,
    );
  const isScalar = typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint';
  return isScalar || typeof value === 'boolean' ? String(value) : undefined;
}

/** `payment-db payments with order_id 7 where state = charged` */
function rowsLabel({ database, table, key, where }: RowsDefinition, value: string): string {
  const conditions = Object.entries(where).map(([column, wanted]) => `${column} = ${wanted}`);
  const only = conditions.length > 0 ? ` where ${conditions.join(', ')}` : '';
  return `${database} ${table} with ${key} ${value}${only}`;
}
