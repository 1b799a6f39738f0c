import type { InboxColumns, OutboxColumns, RecordPlaces, System } from '../../systems/system.ts';

/** A mapping as columns, whichever way the system file says it; undefined for Eventuate Tram's. */
export interface Columns {
  readonly outbox: OutboxColumns | undefined;
  readonly inbox: InboxColumns | undefined;
  readonly record: RecordPlaces | undefined;
  /** The lab's relay writes header values as JSON texts, as Debezium does. */
  readonly jsonHeaders: boolean;
}

type Mapping = System['messaging'][string]['mapping'];

export function columnsOf(mapping: Mapping): Columns | undefined {
  if (mapping === 'eventuate') return undefined;
  if (mapping === 'debezium') return debezium({});
  if (mapping.debezium !== undefined) return debezium(mapping.debezium);
  const { outbox, inbox, record } = mapping;
  return { outbox, inbox, record, jsonHeaders: false };
}

/** Whether a message of this outbox can say what it was sent for; in Eventuate Tram's the headers do. */
export function tellsCause(mapping: Mapping): boolean {
  const columns = columnsOf(mapping);
  if (columns === undefined) return true;
  const { causation, correlation, headers } = columns.outbox ?? {};
  return (causation ?? correlation ?? headers ?? columns.record?.correlation) !== undefined;
}

type Overrides = NonNullable<Exclude<Mapping, string>['debezium']>;

/**
 * Debezium's outbox event router without options, and its option table.fields.additional.placement=type:header:eventType.
 * Columns correlation_id and causation_id are not its own: they are used where they are there.
 * Source: Debezium's documentation, "Outbox Event Router".
 */
function debezium({ outbox = {}, inbox, record = {} }: Overrides): Columns {
  const { aggregateType = 'aggregatetype', aggregateId = 'aggregateid' } = outbox;
  return {
    outbox: {
      key: aggregateId,
      correlation: 'correlation_id',
      causation: 'causation_id',
      ...outbox,
      table: outbox.table ?? 'outboxevent',
      id: outbox.id ?? 'id',
      topic: outbox.topic ?? `outbox.event.{{${aggregateType}}}`,
      type: outbox.type ?? 'type',
      payload: outbox.payload ?? 'payload',
      aggregateType,
      aggregateId,
    },
    inbox,
    record: {
      type: { header: 'eventType' },
      correlation: { header: 'correlation-id' },
      causation: { header: 'causation-id' },
      ...record,
      id: record.id ?? { header: 'id' },
    },
    jsonHeaders: true,
  };
}
