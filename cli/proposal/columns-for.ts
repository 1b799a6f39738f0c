import type { CatalogueColumn, CatalogueTable } from '../catalogue/catalogue.ts';

/** Names that columns of outboxes, inboxes and business tables commonly have for one meaning, the likeliest first. */
const names = {
  payload: ['payload', 'body', 'data', 'event_data', 'content', 'message', 'value'],
  /** Too common a name to tell more than a table that is called outbox. */
  vaguePayload: ['event'],
  type: ['type', 'event_type', 'message_type', 'kind', 'event_name', 'name'],
  vagueType: ['what'],
  topic: [
    'topic',
    'destination',
    'channel',
    'exchange',
    'queue',
    'stream',
    'aggregatetype',
    'aggregate_type',
  ],
  key: ['partition_key', 'message_key', 'key', 'routing_key', 'aggregateid', 'aggregate_id', 'entity_id'],
  headers: ['headers', 'metadata', 'meta'],
  correlation: ['correlation_id', 'request_id', 'trace_id'],
  causation: ['causation_id', 'caused_by', 'parent_id'],
  aggregateType: ['aggregatetype', 'aggregate_type'],
  aggregateId: ['aggregateid', 'aggregate_id'],
  order: ['seq', 'sequence', 'sequence_number', 'position'],
  message: ['message_id', 'message_uuid', 'event_id', 'event_uuid', 'uuid', 'id'],
  consumer: [
    'consumer_id',
    'consumer',
    'consumer_group',
    'subscriber_id',
    'subscriber',
    'handler',
    'listener',
  ],
  state: ['state', 'status'],
  sent: [
    'sent_at',
    'published_at',
    'processed_at',
    'dispatched_at',
    'sent',
    'published',
    'processed',
    'dispatched',
  ],
} as const;

export type Meaning = keyof typeof names;

/** The column that most likely means that, by its name alone: `eventType` and `event_type` are one. */
export function columnFor({ columns }: CatalogueTable, meaning: Meaning): CatalogueColumn | undefined {
  for (const name of names[meaning]) {
    const found = columns.find((column) => bare(column.name) === bare(name));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The names that are looked for, as a list to read. */
export function namesFor(...meanings: readonly Meaning[]): string {
  return meanings.flatMap((meaning) => names[meaning]).join(', ');
}

function bare(name: string): string {
  return name.toLowerCase().replaceAll('_', '');
}

/** The column by which the rows are known elsewhere: of those that are unique, a UUID before a text before a number. */
export function identityOf({ columns, key, unique }: CatalogueTable): string | undefined {
  const candidates = [...(key.length === 1 ? key : []), ...unique];
  const rank = (name: string) => {
    const type = columns.find((column) => column.name === name)?.type ?? '';
    return type === 'uuid' ? 0 : /char|text/.test(type) ? 1 : 2;
  };
  return [...candidates].sort((left, right) => rank(left) - rank(right))[0];
}
