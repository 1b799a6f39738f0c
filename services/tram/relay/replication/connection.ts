import pg from 'pg';
import { quoteIdentifier } from './quote.ts';
import { type Lsn, parseLsn } from './lsn.ts';

/** A connection in walsender mode, which takes replication commands and plain SQL. */
export interface ReplicationConnection {
  readonly client: pg.Client;
  /** Ends what the connection waits for, which closing it does not: the server would go on waiting for its locks. */
  cancel(db: pg.Pool | pg.ClientBase): Promise<void>;
  /** Also ends a stream that runs on it, without a last status. */
  close(): Promise<void>;
}

export interface CreatedSlot {
  /** All that commits from here on is streamed. */
  readonly consistentPoint: Lsn;
  /** Shows exactly what committed before; can be imported until the next command on the connection that made it. */
  readonly snapshot: string;
}

const connectTimeoutMs = 10_000;

/** Rejects when the server does not answer within 10 s. */
export async function connectForReplication(
  url: string,
  applicationName: string,
): Promise<ReplicationConnection> {
  const config: pg.ClientConfig & { replication: string } = {
    connectionString: url,
    replication: 'database',
    application_name: applicationName,
    keepAlive: true,
    connectionTimeoutMillis: connectTimeoutMs,
  };
  const client = new pg.Client(config);
  // Whatever runs on the connection rejects with the same error; without a listener it would end the process.
  client.on('error', () => undefined);
  await client.connect();
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  const pid = rows[0]?.pid;
  return {
    client,
    async cancel(db) {
      await db.query('SELECT pg_terminate_backend($1)', [pid]).catch(() => undefined);
    },
    close: () => client.end(),
  };
}

/** The cluster's own number, from initdb: xids and LSNs mean nothing in another one. */
export async function identifySystem({ client }: ReplicationConnection): Promise<string> {
  const { rows } = await client.query<{ systemid: string }>('IDENTIFY_SYSTEM');
  return String(rows[0]?.systemid);
}

/** Waits for every open transaction that has written anything, in any database of the cluster. */
export async function createSlot(
  { client }: ReplicationConnection,
  slot: { readonly name: string; readonly temporary: boolean },
): Promise<CreatedSlot> {
  const kind = slot.temporary ? 'TEMPORARY LOGICAL' : 'LOGICAL';
  const { rows } = await client.query<{ consistent_point: string; snapshot_name: string }>(
    `CREATE_REPLICATION_SLOT ${quoteIdentifier(slot.name)} ${kind} pgoutput (SNAPSHOT 'export')`,
  );
  const [created] = rows;
  if (!created) throw new Error(`PostgreSQL answered nothing about the new slot ${slot.name}`);
  return { consistentPoint: parseLsn(created.consistent_point), snapshot: created.snapshot_name };
}
