import { createHash } from 'node:crypto';

/** Slots are the cluster's, not a database's, and their names hold only `a-z0-9_`, 63 at most. */
export function slotName(database: string): string {
  const plain = database.toLowerCase().replaceAll(/[^a-z0-9_]/g, '_');
  if (plain === database && plain.length <= 50) return `tram_relay_${plain}`;
  // Two databases that differ only in what was replaced must not share a slot.
  const mark = createHash('sha256').update(database).digest('hex').slice(0, 8);
  return `tram_relay_${plain.slice(0, 40)}_${mark}`;
}
