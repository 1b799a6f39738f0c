import type { SumDefinition } from '../../systems/system.ts';
import { addDecimals, formatDecimal, parseDecimal, zero, type Decimal } from '../decimal.ts';
import type { Row } from '../observation.ts';

/** A sum with what it is made of, for the proof. */
export interface Sum {
  readonly definition: SumDefinition;
  readonly total: Decimal;
  readonly rows: readonly Row[];
  /** Values that are no numbers. */
  readonly invalid: readonly string[];
}

/** Adds up the rows that are in the group and meet `where`, or counts them; null counts as nothing. */
export function sumOf(definition: SumDefinition, group: string, candidates: readonly Row[]): Sum {
  const conditions = Object.entries({ ...definition.where, [definition.group]: group });
  const rows = candidates.filter((row) => conditions.every(([column, value]) => row[column] === value));
  let total = zero;
  const invalid: string[] = [];
  for (const row of rows) {
    const text = definition.sum === undefined ? '1' : row[definition.sum];
    if (text === null || text === undefined) continue;
    const amount = parseDecimal(text);
    if (amount) total = addDecimals(total, amount);
    else invalid.push(text);
  }
  return { definition, total, rows, invalid };
}

const mostRows = 5;

/** `customer-db credit_reservations.amount is 60.00 (1/17: 40.00, 1/18: 20.00)` */
export function sumLabel({ definition, total, rows }: Sum, keyColumns: readonly string[]): string {
  const { database, table, sum, where } = definition;
  const conditions = Object.entries(where).map(([column, value]) => `${column} = ${value}`);
  const start = definition.at === 'start' ? ' at the start' : '';
  const only = conditions.length > 0 ? ` where ${conditions.join(', ')}` : '';
  const all = rows.map((row) => {
    const key = keyColumns.map((column) => row[column]).join('/');
    return sum === undefined ? key : `${key}: ${row[sum] ?? 'null'}`;
  });
  const what = sum === undefined ? `rows of ${table}` : `${table}.${sum}`;
  const parts = all.sort().slice(0, mostRows);
  if (rows.length > mostRows) parts.push(`and ${rows.length - mostRows} more`);
  return `${database} ${what}${only}${start} is ${formatDecimal(total)} (${parts.join(', ') || 'no row'})`;
}
