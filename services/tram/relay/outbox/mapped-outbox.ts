import { quoteIdentifier } from '../replication/quote.ts';
import { mappedRecord } from './mapped-record.ts';
import type { Outbox, OutboxSql } from './outbox.ts';
import type { OutboxMapping } from './outbox-mapping.ts';
import { prepareMapped, xidColumn } from './prepare-mapped.ts';

/** A table of anybody's. It is read, and gets a column more only where it is polled or purged. */
export function mappedOutbox(mapping: OutboxMapping): Outbox {
  const { schema, table } = placeOf(mapping.table);
  const sql = sqlOf(mapping, `${quoteIdentifier(schema)}.${quoteIdentifier(table)}`);
  return {
    name: mapping.table,
    sql,
    isOf: (relation) => relation.schema === schema && relation.table === table,
    toRecord: (row) => mappedRecord(mapping, row),
    keep(row) {
      const { [mapping.id]: id, [mapping.payload]: payload, ...rest } = row;
      return {
        id: id ?? '',
        destination: mapping.topic,
        headers: JSON.stringify(rest),
        payload: payload ?? '',
      };
    },
    prepare: (pool, options) => prepareMapped(pool, mapping, sql.table, options),
  };
}

function placeOf(name: string): { readonly schema: string; readonly table: string } {
  const dot = name.indexOf('.');
  return dot < 0
    ? { schema: 'public', table: name }
    : { schema: name.slice(0, dot), table: name.slice(dot + 1) };
}

/** Without a column that says so, the order of transactions is that of their xids, and within one that of the ids. */
function sqlOf(mapping: OutboxMapping, table: string): OutboxSql {
  const id = `${quoteIdentifier(mapping.id)}::text`;
  const byId = `${id} COLLATE "C"`;
  const rising = mapping.order === undefined ? undefined : quoteIdentifier(mapping.order);
  const first = rising ?? xidColumn;
  const createdAt = mapping.createdAt === undefined ? undefined : quoteIdentifier(mapping.createdAt);
  return {
    table,
    columns: 'outbox.*',
    id,
    xid: xidColumn,
    isUnpublished: 'true',
    order: `${first}, ${byId}`,
    sweepOrder: `${rising ?? 'xmin::text::bigint'}, ${byId}`,
    // A row that is gone tells no place: then the window begins anew, which repeats and leaves out nothing.
    isAfter: (parameter) =>
      `(${parameter} = '' OR coalesce((${first}, ${byId}) > (SELECT ${first}, ${byId} FROM ${table} WHERE ${id} = ${parameter}), true))`,
    isOld: (parameter) =>
      createdAt === undefined
        ? `${parameter}::float8 >= 0`
        : `coalesce(${createdAt} < clock_timestamp() - ${parameter}::float8 * interval '1 ms', true)`,
  };
}
