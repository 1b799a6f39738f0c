import type { System } from '../systems/system.ts';

/** The service whose database it is; empty when the system file does not say. */
export function ownerOf({ messaging, consumers }: System, database: string): string {
  const consumer = Object.values(consumers).find(({ inbox }) => inbox === database);
  return messaging[database]?.service ?? consumer?.service ?? '';
}
