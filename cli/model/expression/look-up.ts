import { isRead, lastRow, rowAt, rowBefore, type Table } from '../indexes/tables.ts';
import type { Model } from '../model.ts';
import { place } from '../roles.ts';
import { isEqual, type Spend } from './equal.ts';
import { Numeral } from './numeral.ts';
import { Unread, type Lookup } from './sources.ts';
import { printed, toValue } from './value.ts';

interface Question {
  readonly database: string;
  readonly table: string;
  readonly conditions: Readonly<Record<string, unknown>>;
}

interface Answer {
  /** What would have to be read first. */
  readonly unread: Lookup | undefined;
  /** @throws Unread where not all of them are known, RangeError for a column that there is not. */
  readonly found: () => readonly unknown[];
}

/** The rows or documents that have these values, as they are after everything seen. */
export function lookUp(model: Model, question: Question, spend: Spend): Answer {
  const { database, table } = question;
  const wanted = Object.entries(question.conditions).map(([column, value]) => ({
    column,
    value: textOf(column, value),
  }));
  const unread = (lookup: Lookup | undefined, items: () => readonly unknown[]): Answer => ({
    unread: lookup,
    found() {
      if (lookup) throw new Unread(lookup);
      return items().filter((item) => meets(item, question, spend));
    },
  });
  const [first] = wanted;
  const lookup = first && { database, table, ...first };
  const sql =
    model.system.databases[database]?.kind === 'postgres'
      ? model.tables.get(place(database, table))
      : undefined;
  if (sql)
    return unread(wanted.some(({ column, value }) => isKnown(sql, column, value)) ? undefined : lookup, () =>
      lastRows(sql),
    );
  // Nothing is read of collections as they were: only what changed is known.
  const documents = model.documents.get(place(database, table));
  const id = wanted.find(({ column }) => column === '_id')?.value;
  const forms = id === undefined ? [] : [JSON.stringify(id), id, JSON.stringify({ $oid: id })];
  const [document] = forms.flatMap((form) => documents?.get(form) ?? []);
  return unread(document ? undefined : lookup, () => (document?.last ? [toValue(document.last)] : []));
}

/** Rows as an expression sees them, each made once. */
const seen = new WeakMap<object, unknown>();

function lastRows(table: Table): readonly unknown[] {
  return [...table.rows.values()].flatMap((history) => {
    const row = lastRow(table, history);
    if (!row) return [];
    const value = seen.get(row) ?? toValue(row);
    seen.set(row, value);
    return [value];
  });
}

function isKnown(table: Table, column: string, value: string): boolean {
  if (isRead(table, column, value)) return true;
  // A column that is the key has one row.
  const [key, ...others] = table.keyColumns;
  if (key !== column || others.length > 0) return false;
  const row = rowAt(table, { [column]: value });
  return row !== undefined && rowBefore(table, row) !== undefined;
}

function meets(item: unknown, { database, table, conditions }: Question, spend: Spend): boolean {
  return Object.entries(conditions).every(([column, value]) => {
    if (typeof item !== 'object' || item === null || !Object.hasOwn(item, column))
      throw new RangeError(`${database} ${table} has no "${column}"`);
    return isEqual(inOneCase(Reflect.get(item, column)), inOneCase(value), spend);
  });
}

/** PostgreSQL takes a UUID in either case, and prints it in one. */
function inOneCase(value: unknown): unknown {
  return typeof value === 'string' && /^[\dA-F]{8}(-[\dA-F]{4}){3}-[\dA-F]{12}$/i.test(value)
    ? value.toLowerCase()
    : value;
}

/** As it is written to be read. */
function textOf(column: string, value: unknown): string {
  if (value instanceof Numeral) return value.text;
  if (typeof value === 'string' || typeof value === 'bigint' || typeof value === 'number')
    return String(value);
  throw new RangeError(`rows are looked up by a text or a number; ${column} is ${printed(value)}`);
}
