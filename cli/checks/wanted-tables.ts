import { columnsNamedBy } from '../model/expression/rule.ts';
import { sumsOf } from '../model/invariants/compared-sums.ts';
import type { System } from '../systems/system.ts';
import { messagingTables } from './messaging-tables.ts';

/** What a system file says of a table. */
export interface WantedTable {
  /** Columns that it takes for the primary key; undefined where only its columns are named. */
  key: readonly string[] | undefined;
  /** By name, the field of the file that first names it. */
  readonly columns: Map<string, string>;
}

/** Tables of a PostgreSQL database by name, with every column that the system file names of them. */
export function wantedTables(system: System, database: string): ReadonlyMap<string, WantedTable> {
  const wanted = new Map<string, WantedTable>();
  const ask = (table: string, by: string, columns: readonly string[]): WantedTable => {
    const known = wanted.get(table) ?? { key: undefined, columns: new Map<string, string>() };
    wanted.set(table, known);
    for (const column of columns) if (!known.columns.has(column)) known.columns.set(column, by);
    return known;
  };

  for (const { table, columns, key } of messagingTables(system, database)) {
    ask(table, `messaging.${database}`, columns).key = key;
  }
  for (const [table, { key, cause }] of Object.entries(system.tables[database] ?? {})) {
    const by = `tables.${database}.${table}`;
    ask(table, by, [...key, ...(cause === undefined ? [] : [cause])]).key = key;
  }
  for (const [name, { instance }] of Object.entries(system.sagas)) {
    if (instance.database !== database) continue;
    const { table, key, state, type } = instance;
    ask(table, `sagas.${name}.instance`, [key, state, ...(type === undefined ? [] : [type.column])]);
  }
  for (const [name, invariant] of Object.entries(system.invariants)) {
    for (const { table, columns, side } of columnsOf(invariant, database))
      ask(table, `invariants.${name}.${side}`, columns);
  }
  return wanted;
}

interface Named {
  readonly table: string;
  readonly columns: readonly string[];
  readonly side: string;
}

function columnsOf(invariant: System['invariants'][string], database: string): Named[] {
  const here = (named: { readonly database: string }) => named.database === database;
  if (invariant.kind === 'rows-match') {
    const sides = (['every', 'in'] as const).filter((side) => here(invariant[side]));
    return sides.map((side) => {
      const { table, key, where } = invariant[side];
      return { table, columns: [key, ...Object.keys(where)], side };
    });
  }
  if (invariant.kind === 'expression')
    return columnsNamedBy(invariant)
      .filter(here)
      .map(({ table, columns }) => ({ table, columns, side: 'expression' }));
  if (!('left' in invariant)) return [];
  return sumsOf(invariant)
    .filter(here)
    .map(({ table, group, sum, where }) => ({
      table,
      columns: [group, ...(sum === undefined ? [] : [sum]), ...Object.keys(where)],
      side: 'sums',
    }));
}
