import type { Row } from '../observation.ts';

/** Tables of the `eventuate` mapping (Eventuate Tram's, the columns that the model reads). */
export const outboxTable = 'message';
export const inboxTable = 'received_messages';

/** What the headers of a message say, as far as the model asks. */
export interface Envelope {
  readonly id: string;
  readonly topic: string;
  readonly key: string | null;
  readonly type: string | null;
  readonly aggregateType: string | null;
  readonly aggregateId: string | null;
  readonly correlation: string | null;
  /** Id of the message or request that was being handled when this message was sent. */
  readonly causation: string | null;
}

export interface SentMessage {
  readonly envelope: Envelope;
  /** JSON text. */
  readonly payload: string;
}

/** A row of the outbox as a message; undefined when it is none. */
export function messageOfRow(row: Row): SentMessage | undefined {
  const headers = parseObject(row['headers']);
  const id = row['id'] || text(headers?.['ID']);
  if (!headers || !id) return undefined;
  return { envelope: envelopeOf(id, row['destination'] ?? '', headers), payload: row['payload'] ?? '' };
}

/** A record's value, `{"payload":"<json>","headers":{...}}`, as a message; undefined when it is none. */
export function messageOfRecord(topic: string, value: string | null): SentMessage | undefined {
  const record = parseObject(value);
  const headers = asObject(record?.['headers']);
  const id = text(headers?.['ID']);
  if (!headers || !id) return undefined;
  return { envelope: envelopeOf(id, topic, headers), payload: text(record?.['payload']) ?? '' };
}

function envelopeOf(id: string, topic: string, headers: Readonly<Record<string, unknown>>): Envelope {
  return {
    id,
    topic,
    key: text(headers['PARTITION_ID']),
    type: text(headers['event-type']),
    aggregateType: text(headers['event-aggregate-type']),
    aggregateId: text(headers['event-aggregate-id']),
    correlation: text(headers['correlation-id']),
    causation: text(headers['causation-id']),
  };
}

function parseObject(json: string | null | undefined): Readonly<Record<string, unknown>> | undefined {
  if (!json) return undefined;
  try {
    return asObject(JSON.parse(json));
  } catch {
    return undefined;
  }
}

function asObject(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
