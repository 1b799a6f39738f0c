import { StackError, toError } from '../../lib/errors.ts';
import { withClient } from '../embedded/postgres/databases.ts';

interface Rights {
  readonly wal_level: string;
  readonly role: string;
  readonly creates: boolean;
  readonly replicates: boolean;
}

const rightsQuery = `
  SELECT current_setting('wal_level') AS wal_level,
         rolname AS role,
         rolcreatedb OR rolsuper AS creates,
         rolreplication OR rolsuper OR EXISTS (
           SELECT FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.roleid
           WHERE m.member = u.oid AND r.rolname = 'rds_replication') AS replicates
  FROM pg_roles u WHERE rolname = current_user`;

/** `streamed`: a relay is to read its WAL. Rejects with StackError when the server cannot carry a lab; the message holds the SQL that mends it. */
export async function checkPostgres(url: string, streamed: boolean): Promise<void> {
  const rights = await withClient(url, (client) => client.query<Rights>(rightsQuery)).then(
    ({ rows }) => rows[0],
    (thrown: unknown) => {
      const message = `The PostgreSQL server of --postgres does not answer: ${toError(thrown).message}`;
      throw new StackError(message, { cause: thrown });
    },
  );
  const problem = rights && problemOf(rights, streamed);
  if (problem !== undefined) throw new StackError(problem);
}

export function problemOf(rights: Rights, streamed: boolean): string | undefined {
  if (!rights.creates)
    return `PostgreSQL user "${rights.role}" may not create the lab's databases. As a superuser: ALTER ROLE "${rights.role}" CREATEDB;`;
  if (streamed && rights.wal_level !== 'logical')
    return `PostgreSQL has wal_level = ${rights.wal_level}, but a relay that streams needs logical. As a superuser: ALTER SYSTEM SET wal_level = logical; then restart the server. Or let it poll: --relay polling.`;
  if (streamed && !rights.replicates)
    return `PostgreSQL user "${rights.role}" may not replicate, which a relay that streams needs. As a superuser: ALTER ROLE "${rights.role}" REPLICATION; Or let it poll: --relay polling.`;
  return undefined;
}

/** Rejects with StackError when no MongoDB answers within 5 s. */
export async function checkMongo(url: string): Promise<void> {
  await askMongo(url).catch((thrown: unknown) => {
    const message = `The MongoDB server of --mongodb does not answer: ${toError(thrown).message}`;
    throw new StackError(message, { cause: thrown });
  });
}

/** Rejects with the driver's own error when no MongoDB answers within 5 s. */
export async function askMongo(url: string): Promise<void> {
  // The driver takes 100 ms to load, which an embedded lab need not pay.
  const { MongoClient } = (await import('mongodb')).default;
  const client = new MongoClient(url, { serverSelectionTimeoutMS: 5000 });
  try {
    await client.db('admin').command({ ping: 1 });
  } finally {
    await client.close();
  }
}
