import type { MessageId } from '../../message/message-id.ts';
import { messageType } from '../../message/message-type.ts';
import { header, type Headers } from '../../message/message.ts';
import { encodeRecordValue } from '../../message/record-value.ts';
import type { TextRow } from '../replication/pgoutput.ts';
import {
  type OutboxRecord,
  readJson,
  recordOrReason,
  reject,
  type RejectedRow,
  requireColumn,
  requireTopic,
} from './outbox-record.ts';

/** Undefined for a row that was inserted as published already, which Eventuate Tram's relay leaves out as well. */
export function eventuateRecord(row: TextRow): OutboxRecord | RejectedRow | undefined {
  return row['published'] === '1' ? undefined : recordOrReason(row, encode);
}

function encode(row: TextRow): OutboxRecord {
  const id = requireColumn(row, 'id');
  const destination = requireTopic('destination', requireColumn(row, 'destination'));
  const headers = readHeaders(id, requireColumn(row, 'headers'));
  const payload = requireColumn(row, 'payload');
  readJson('payload', payload);
  const message = { id: id as MessageId, destination, headers, payload };
  return {
    kind: 'record',
    row,
    message: id,
    correlation: headers[header.correlationId] ?? null,
    type: messageType(headers),
    record: { topic: destination, key: headers[header.partitionId] ?? id, value: encodeRecordValue(message) },
  };
}

/** Where the database makes the ids, the stored headers lack theirs: it is the relay that adds it. */
function readHeaders(id: string, text: string): Headers {
  const headers = readJson('headers', text);
  if (typeof headers !== 'object' || headers === null || Array.isArray(headers))
    return reject('headers is JSON, but no object');
  for (const [name, value] of Object.entries(headers))
    if (typeof value !== 'string') reject(`header ${name} is no string`);
  return header.id in headers ? (headers as Headers) : { ...(headers as Headers), [header.id]: id };
}
