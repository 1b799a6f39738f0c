import type { MappedTable } from '../model/mapping/message-mapping.ts';
import { mappingsOf } from '../model/mapping/mappings.ts';
import type { System } from '../systems/system.ts';

/** The tables of the messaging mapping, and the business tables that the system file names. */
export function watchedTables(system: System, database: string): Record<string, { key: readonly string[] }> {
  const { outbox, inbox } = mappingsOf(system).get(database) ?? {};
  const messaging = [outbox, inbox].filter((table): table is MappedTable => table !== undefined);
  return { ...Object.fromEntries(messaging.map((each) => [each.table, each])), ...system.tables[database] };
}
