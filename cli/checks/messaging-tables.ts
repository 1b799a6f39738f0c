import type { System } from '../systems/system.ts';

export interface MessagingTable {
  readonly table: string;
  readonly key: readonly string[] | undefined;
  readonly columns: readonly string[];
}

/** Outbox and inbox of a database, with the columns that the mapping reads. */
export function messagingTables(system: System, database: string): readonly MessagingTable[] {
  if (system.messaging[database] === undefined) return [];
  return [
    { table: 'message', key: ['id'], columns: ['id', 'destination', 'headers', 'payload'] },
    {
      table: 'received_messages',
      key: ['consumer_id', 'message_id'],
      columns: ['consumer_id', 'message_id'],
    },
  ];
}
