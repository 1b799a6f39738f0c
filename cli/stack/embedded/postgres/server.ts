import { join } from 'node:path';
import pg from 'pg';
import { waitUntil } from '../../../lib/wait-until.ts';
import type { Account, ProcessSpec } from '../../processes/launch.ts';
import type { Cluster } from './cluster.ts';
import type { Installation } from './installation.ts';
import { postgresEnv } from './run-tool.ts';
import { serverArguments } from './settings.ts';

export interface ServerOptions {
  readonly installation: Installation;
  readonly cluster: Cluster;
  readonly account: Account | undefined;
  readonly port: number;
  readonly logFile: string;
}

/** The server as a process that a lab or a test can start. */
export function postgresProcess({
  installation,
  cluster,
  account,
  port,
  logFile,
}: ServerOptions): ProcessSpec {
  return {
    name: 'postgres',
    command: join(installation.bin, 'postgres'),
    args: serverArguments(cluster.data, port),
    cwd: '/',
    env: postgresEnv,
    account,
    logFile,
    // Fast shutdown, then immediate; SIGTERM would wait for every client to leave.
    stop: [
      { signal: 'SIGINT', graceMs: 2000 },
      { signal: 'SIGQUIT', graceMs: 500 },
    ],
  };
}

export function postgresUrl(port: number, password: string, database: string): string {
  return `postgres://postgres:${password}@127.0.0.1:${port}/${encodeURIComponent(database)}`;
}

/** Resolves once the server has answered a query. */
export async function postgresAnswers(url: string, signal: AbortSignal): Promise<void> {
  await waitUntil(async () => ((await answers(url)) ? true : undefined), { signal });
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000, query_timeout: 2000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('SELECT 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end();
  }
}
