import type { Envelope, Outcome } from './envelope.ts';
import { typeHeaders } from './envelope.ts';
import { asObject, parseObject, text } from './json-value.ts';
import type { MessageMapping } from './message-mapping.ts';

/** Eventuate Tram's: tables `message` and `received_messages`, a record's value `{"payload":"<json>","headers":{...}}`. */
export const eventuate: MessageMapping = {
  outbox: { table: 'message', key: ['id'] },
  inbox: { table: 'received_messages', key: ['consumer_id', 'message_id'] },
  messageOfRow(row) {
    const headers = parseObject(row['headers']);
    const id = row['id'] || text(headers?.['ID']);
    if (!headers || !id) return undefined;
    return { envelope: envelopeOf(id, row['destination'] ?? '', headers), payload: row['payload'] ?? '' };
  },
  receiptOf: (row) => ({ consumer: row['consumer_id'] ?? '', message: row['message_id'] ?? '' }),
  messageOfRecord({ topic, value }) {
    const record = parseObject(value);
    const headers = asObject(record?.['headers']);
    const id = text(headers?.['ID']);
    if (!headers || !id) return undefined;
    return { envelope: envelopeOf(id, topic, headers), payload: text(record?.['payload']) ?? '' };
  },
};

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
