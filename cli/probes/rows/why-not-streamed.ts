import { openReader } from '../wal/reader.ts';
import { missingPublication } from '../wal/publication.ts';
import type { WalProbeOptions } from '../wal/wal-probe.ts';

interface Rights {
  readonly level: string;
  readonly role: string;
  readonly replicates: boolean;
}

/** Amazon RDS lets no role have REPLICATION, but be a member of this one. */
const rights = `
SELECT current_setting('wal_level') AS level, rolname AS role,
  rolreplication OR rolsuper OR EXISTS (
    SELECT FROM pg_roles AS granted WHERE granted.rolname = 'rds_replication' AND pg_has_role(pg_roles.oid, granted.oid, 'MEMBER')
  ) AS replicates
FROM pg_roles WHERE rolname = current_user`;

/** What keeps a probe from the write-ahead log, and the SQL that mends it; undefined where nothing is known to. */
export async function whyNotStreamed({
  url,
  tables,
  ownsStack,
}: WalProbeOptions): Promise<string | undefined> {
  const reader = await openReader(url);
  try {
    const { rows } = await reader.client.query<Rights>(rights);
    const { level = '', role = '', replicates = false } = rows[0] ?? {};
    if (level !== 'logical')
      return `wal_level is ${level}, not logical (ALTER SYSTEM SET wal_level = logical, then restart the server)`;
    if (!replicates) return `role "${role}" may not replicate (ALTER ROLE "${role}" REPLICATION)`;
    if (ownsStack) return undefined;
    const sql = await missingPublication(reader.client, Object.keys(tables));
    return sql && `tables are not published (let their owner run: ${sql})`;
  } finally {
    await reader.close();
  }
}
