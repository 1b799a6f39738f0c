import { columnsOf } from '../model/mapping/columns.ts';
import type { System } from '../systems/system.ts';

export interface MessagingTable {
  readonly table: string;
  /** Undefined where the mapping does not rest on a key: only inserts count. */
  readonly key: readonly string[] | undefined;
  readonly columns: readonly string[];
}

const eventuate: readonly MessagingTable[] = [
  { table: 'message', key: ['id'], columns: ['id', 'destination', 'headers', 'payload'] },
  {
    table: 'received_messages',
    key: ['consumer_id', 'message_id'],
    columns: ['consumer_id', 'message_id'],
  },
];

/** Outbox and inbox of a database, with the columns that the mapping cannot do without. */
export function messagingTables({ messaging }: System, database: string): readonly MessagingTable[] {
  const mapping = messaging[database]?.mapping;
  if (mapping === undefined) return [];
  const columns = columnsOf(mapping);
  if (columns === undefined) return eventuate;
  const { outbox, inbox } = columns;
  const named = typeof mapping === 'object' ? (mapping.outbox ?? mapping.debezium?.outbox) : undefined;
  return [
    ...(outbox === undefined
      ? []
      : [tableOf(outbox.table, [...outboxColumns(outbox), named?.correlation, named?.causation])]),
    ...(inbox === undefined ? [] : [tableOf(inbox.table, [inbox.message, inbox.consumer])]),
  ];
}

type Outbox = NonNullable<NonNullable<ReturnType<typeof columnsOf>>['outbox']>;

/** Not those that Debezium's router does without, which are used where they are there. */
function outboxColumns({ id, topic, key, type, payload, headers, order }: Outbox): (string | undefined)[] {
  const inTopic = [...topic.matchAll(/\{\{\s*([^{}]+?)\s*\}\}/g)].map(([, column]) => column);
  return [id, ...inTopic, key, type, payload, headers, order];
}

function tableOf(table: string, columns: readonly (string | undefined)[]): MessagingTable {
  return { table, key: undefined, columns: columns.flatMap((column) => column ?? []) };
}
