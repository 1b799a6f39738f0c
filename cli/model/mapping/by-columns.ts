import { stringify } from 'lossless-json';
import type { InboxColumns, OutboxColumns, RecordPlace, RecordPlaces } from '../../systems/system.ts';
import { follow, parseJsonPath } from '../../lib/json-path.ts';
import type { Row } from '../observation.ts';
import { parsePayload } from '../view/payload.ts';
import type { Columns } from './columns.ts';
import type { Envelope, SentMessage } from './envelope.ts';
import { headerText } from './header-text.ts';
import { parseObject, scalarText, text } from './json-value.ts';
import type { MessageMapping, RecordOnTopic } from './message-mapping.ts';

/** Tables of anybody's. `soleConsumer`: whose the inbox is, where its rows do not say. */
export function byColumns({ outbox, inbox, record }: Columns, soleConsumer: string): MessageMapping {
  return {
    outbox: outbox && { table: outbox.table, key: [outbox.id] },
    inbox: inbox && {
      table: inbox.table,
      key: inbox.consumer === undefined ? [inbox.message] : [inbox.consumer, inbox.message],
    },
    messageOfRow: (row) => outbox && messageOfRow(outbox, record, row),
    receiptOf: (row) => receiptOf(inbox, soleConsumer, row),
    messageOfRecord: (each) => record && messageOfRecord(record, each),
  };
}

const event = { form: 'event', outcome: null, saga: null } as const;

function messageOfRow(
  columns: OutboxColumns,
  record: RecordPlaces | undefined,
  row: Row,
): SentMessage | undefined {
  const id = row[columns.id];
  if (!id) return undefined;
  const valueOf = (column: string | undefined) => (column === undefined ? null : (row[column] ?? null));
  const headers = parseObject(valueOf(columns.headers));
  const header = (place: RecordPlace | undefined, usual: string) =>
    text(headers?.[place && 'header' in place ? place.header : usual]);
  const envelope: Envelope = {
    id,
    topic: columns.topic.replaceAll(/\{\{\s*([^{}]+?)\s*\}\}/g, (_, column: string) => row[column] ?? ''),
    key: valueOf(columns.key) ?? id,
    type: valueOf(columns.type),
    ...event,
    aggregateType: valueOf(columns.aggregateType),
    aggregateId: valueOf(columns.aggregateId),
    correlation: valueOf(columns.correlation) ?? header(record?.correlation, 'correlation-id'),
    causation: valueOf(columns.causation) ?? header(record?.causation, 'causation-id'),
  };
  return { envelope, payload: row[columns.payload] ?? '' };
}

function receiptOf(inbox: InboxColumns | undefined, soleConsumer: string, row: Row) {
  const consumer = inbox?.consumer === undefined ? soleConsumer : (row[inbox.consumer] ?? '');
  return { consumer, message: row[inbox?.message ?? ''] ?? '' };
}

function messageOfRecord(places: RecordPlaces, record: RecordOnTopic): SentMessage | undefined {
  const value = onlyWhenAsked(() => parsePayload(record.value ?? ''));
  const at = (place: RecordPlace | undefined) =>
    place && ('header' in place ? headerText(record.headers?.[place.header]) : scalar(value(), place.json));
  const id = at(places.id);
  if (!id) return undefined;
  const envelope: Envelope = {
    id,
    topic: record.topic,
    key: at(places.key) ?? record.key,
    type: at(places.type) ?? null,
    ...event,
    aggregateType: null,
    aggregateId: null,
    correlation: at(places.correlation) ?? null,
    causation: at(places.causation) ?? null,
    tells: (['type', 'correlation', 'causation'] as const).filter((field) => places[field] !== undefined),
  };
  return { envelope, payload: payloadOf(places.payload, value, record.value ?? '') };
}

/** A value that is a text is the payload itself: JSON within JSON. */
function payloadOf(path: string | undefined, value: () => unknown, whole: string): string {
  if (path === undefined) return whole;
  const payload = follow(value(), parseJsonPath(path) ?? []);
  return typeof payload === 'string' ? payload : (stringify(payload) ?? '');
}

function scalar(value: unknown, path: string): string | null {
  return scalarText(follow(value, parseJsonPath(path) ?? []));
}

function onlyWhenAsked<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
