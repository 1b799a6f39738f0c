import type { RecordHeaders } from '../../broker/broker.ts';
import { header } from '../../message/message.ts';
import type { TextRow } from '../replication/pgoutput.ts';
import { fillTopic, type OutboxMapping } from './outbox-mapping.ts';
import {
  type OutboxRecord,
  readJson,
  recordOrReason,
  reject,
  type RejectedRow,
  requireColumn,
  requireTopic,
} from './outbox-record.ts';

/** The payload is the record's value, to the letter; all else is in its topic, key and headers. */
export function mappedRecord(mapping: OutboxMapping, row: TextRow): OutboxRecord | RejectedRow {
  return recordOrReason(row, () => encode(mapping, row));
}

function encode(mapping: OutboxMapping, row: TextRow): OutboxRecord {
  const id = requireColumn(row, mapping.id);
  const topic = requireTopic(
    'topic',
    fillTopic(mapping.topic, (name) => requireColumn(row, name)),
  );
  const own = ownHeaders(mapping, row);
  const named = { ...own, ...namedHeaders(mapping, row) };
  const headers = mapping.jsonHeaders ? { ...nulls(mapping, row), ...quoted(named) } : named;
  return {
    kind: 'record',
    row,
    message: id,
    correlation: valueOf(row, mapping.correlation) ?? own[header.correlationId] ?? null,
    type: valueOf(row, mapping.type),
    record: {
      topic,
      key: valueOf(row, mapping.key) ?? id,
      value: requireColumn(row, mapping.payload),
      ...(Object.keys(headers).length > 0 && { headers }),
    },
  };
}

/** What the table has no column for, is not there. */
function valueOf(row: TextRow, column: string | undefined): string | null {
  return column === undefined ? null : (row[column] ?? null);
}

function ownHeaders({ headers: column }: OutboxMapping, row: TextRow): RecordHeaders {
  const text = valueOf(row, column);
  if (column === undefined || text === null) return {};
  const headers = readJson(column, text);
  if (typeof headers !== 'object' || headers === null || Array.isArray(headers))
    return reject(`${column} is JSON, but no object`);
  for (const [name, value] of Object.entries(headers))
    if (typeof value !== 'string') reject(`${name} in ${column} is no string`);
  return headers as RecordHeaders;
}

function namedHeaders({ recordHeaders }: OutboxMapping, row: TextRow): RecordHeaders {
  return Object.fromEntries(
    Object.entries(recordHeaders).flatMap(([name, column]) => {
      const value = valueOf(row, column);
      return value === null ? [] : [[name, value]];
    }),
  );
}

/** Debezium makes a header of a column that is NULL too. */
function nulls({ recordHeaders }: OutboxMapping, row: TextRow): RecordHeaders {
  return Object.fromEntries(
    Object.entries(recordHeaders).flatMap(([name, column]) => (row[column] === null ? [[name, 'null']] : [])),
  );
}

function quoted(headers: RecordHeaders): RecordHeaders {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, JSON.stringify(value)]));
}
