import type { Row } from '../observation.ts';

/** Tables of the `eventuate` mapping (Eventuate Tram's, the columns that the model reads). */
export const outboxTable = 'message';
export const inboxTable = 'received_messages';

/** Which header says a message's type says what it is: the first that is there. */
export const typeHeaders = {
  event: 'event-type',
  command: 'command_type',
  reply: 'reply_type',
} as const satisfies Record<MessageForm, string>;

/** What the headers of a message say, as far as the model asks. */
export interface Envelope {
  readonly id: string;
  readonly topic: string;
  readonly key: string | null;
  readonly type: string | null;
  readonly form: MessageForm;
  /** What a reply says of the command; null for all else. */
  readonly outcome: Outcome | null;
  /** Of a command or reply: the saga that it belongs to, by the name of its orchestrator's. */
  readonly saga: SagaOfMessage | null;
  readonly aggregateType: string | null;
  readonly aggregateId: string | null;
  readonly correlation: string | null;
  /** Id of the message or request that was being handled when this message was sent. */
  readonly causation: string | null;
}

/** An event tells whoever listens; a command asks one participant; a reply answers it. */
export type MessageForm = 'event' | 'command' | 'reply';
export type Outcome = 'SUCCESS' | 'FAILURE';

export interface SagaOfMessage {
  readonly type: string;
  readonly id: string;
  /** `do-payment`, `undo do-payment` for its compensation; null where the orchestrator does not say. */
  readonly step: string | null;
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
    ...typed(headers),
    aggregateType: text(headers['event-aggregate-type']),
    aggregateId: text(headers['event-aggregate-id']),
    correlation: text(headers['correlation-id']),
    causation: text(headers['causation-id']),
  };
}

/** A reply repeats the command's headers under names of their own. */
function typed(
  headers: Readonly<Record<string, unknown>>,
): Pick<Envelope, 'type' | 'form' | 'outcome' | 'saga'> {
  const [event, command, reply] = Object.values(typeHeaders).map((name) => text(headers[name]));
  if (event || !(command || reply)) return { type: event ?? null, form: 'event', outcome: null, saga: null };
  const [form, prefix] = command ? (['command', 'command'] as const) : (['reply', 'commandreply'] as const);
  const [sagaType, sagaId] = [text(headers[`${prefix}_saga_type`]), text(headers[`${prefix}_saga_id`])];
  return {
    type: command || reply || null,
    form,
    outcome: form === 'reply' ? outcomeOf(headers['reply_outcome-type']) : null,
    saga:
      sagaType && sagaId ? { type: sagaType, id: sagaId, step: text(headers[`${prefix}_saga_step`]) } : null,
  };
}

function outcomeOf(value: unknown): Outcome | null {
  return value === 'SUCCESS' || value === 'FAILURE' ? value : null;
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
