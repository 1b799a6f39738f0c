import { quoteIdentifier, type Relation } from '../../services/tram/index.ts';

/** As system files and facts name a table: `table` in the schema public, else `schema.table`. */
export function tableName({ schema, table }: Pick<Relation, 'schema' | 'table'>): string {
  return schema === 'public' ? table : `${schema}.${table}`;
}

/** As SQL writes it. */
export function quotedTable(name: string): string {
  const dot = name.indexOf('.');
  if (dot < 0) return quoteIdentifier(name);
  return `${quoteIdentifier(name.slice(0, dot))}.${quoteIdentifier(name.slice(dot + 1))}`;
}

/** The schema of a table that is named so. */
export function schemaOf(name: string): string {
  const dot = name.indexOf('.');
  return dot < 0 ? 'public' : name.slice(0, dot);
}
