import type { Row } from '../../../model/observation.ts';

/** The query that finds a row by its key. Values are PostgreSQL's text form, which it reads back as any type. */
export function selectText(table: string, key: Row): string {
  const conditions = Object.entries(key).map(([column, value]) =>
    value === null ? `${nameText(column)} is null` : `${nameText(column)} = ${literal(value)}`,
  );
  const where = conditions.length === 0 ? '' : ` where ${conditions.join(' and ')}`;
  return `select * from ${nameText(table)}${where}`;
}

function nameText(name: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
}

function literal(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}
