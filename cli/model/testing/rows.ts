import type { Row, RowChange } from '../observation.ts';

export interface TestMessage {
  readonly id: string;
  readonly topic: string;
  readonly key: string;
  readonly type: string;
  readonly correlation: string;
  readonly causation: string;
  /** JSON text. */
  readonly payload: string;
  readonly database: string;
  readonly xid: number;
  readonly lsn: string;
  /** Of a command or reply, instead of those of an event. */
  readonly headers?: Readonly<Record<string, string>>;
}

export function insert(table: string, row: Row, ...key: string[]): RowChange {
  return { op: 'insert', table, key: keyOf(row, key), row };
}

export function update(table: string, row: Row, ...key: string[]): RowChange {
  return { op: 'update', table, key: keyOf(row, key), row };
}

export function remove(table: string, key: Row): RowChange {
  return { op: 'delete', table, key, row: null };
}

function keyOf(row: Row, columns: readonly string[]): Row {
  const names = columns.length > 0 ? columns : ['id'];
  return Object.fromEntries(names.map((name) => [name, row[name] ?? null]));
}

export function receipt(consumer: string, message: string): RowChange {
  const row = { consumer_id: consumer, message_id: message };
  return { op: 'insert', table: 'received_messages', key: row, row };
}

function headersOf({ id, topic, key, type, correlation, causation, headers }: TestMessage) {
  const optional = { 'correlation-id': correlation, 'causation-id': causation };
  return {
    ID: id,
    PARTITION_ID: key,
    DESTINATION: topic,
    ...(headers ?? { 'event-type': type, 'event-aggregate-type': topic, 'event-aggregate-id': key }),
    ...Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== '')),
  };
}

export function outboxRow(message: TestMessage): RowChange {
  const { id, topic, payload } = message;
  const row = { id, destination: topic, headers: JSON.stringify(headersOf(message)), payload };
  return { op: 'insert', table: 'message', key: { id }, row };
}

export function recordValue(message: TestMessage): string {
  return JSON.stringify({ payload: message.payload, headers: headersOf(message) });
}
