import type { System } from '../systems/system.ts';

/** The tables of the messaging mapping, and the business tables that the system file names. */
export function watchedTables(system: System, database: string): Record<string, { key: string[] }> {
  const messaging = {
    message: { key: ['id'] },
    received_messages: { key: ['consumer_id', 'message_id'] },
  };
  return { ...(system.messaging[database] ? messaging : {}), ...system.tables[database] };
}
