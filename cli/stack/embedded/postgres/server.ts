import { join } from 'node:path';
import { toError } from '../../../lib/errors.ts';
import type { Account, ProcessSpec } from '../../processes/launch.ts';
import type { Cluster } from './cluster.ts';
import { withClient } from './databases.ts';
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
    port,
    unpausable: 'each of its connections is a process of its own, which would go on; stop or kill it instead',
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

/** One look: undefined once the server answers a query, else why it does not. */
export async function pingPostgres(url: string): Promise<string | undefined> {
  try {
    await withClient(url, (client) => client.query('SELECT 1'));
    return undefined;
  } catch (thrown) {
    return toError(thrown).message;
  }
}
