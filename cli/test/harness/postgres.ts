import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { waitUntil } from '../../lib/wait-until.ts';
import { serverAccount } from '../../stack/embedded/postgres/account.ts';
import { prepareCluster } from '../../stack/embedded/postgres/cluster.ts';
import { createDatabases } from '../../stack/embedded/postgres/databases.ts';
import { findInstallation } from '../../stack/embedded/postgres/installation.ts';
import { openFolder } from '../../stack/embedded/postgres/open-folder.ts';
import { pingPostgres, postgresProcess, postgresUrl } from '../../stack/embedded/postgres/server.ts';
import { labHome } from '../../stack/paths.ts';
import { launch, type LaunchedProcess, type ProcessSpec } from '../../stack/processes/launch.ts';
import { logTail } from '../../stack/processes/log-tail.ts';
import { startSentinel, type Sentinel } from '../../stack/processes/sentinel.ts';
import { stopProcess } from '../../stack/processes/stop-process.ts';
import { olderArguments, olderCluster } from './older-postgres.ts';
import { heldPort } from './free-port.ts';

/** A PostgreSQL server of the test's own, wal_level=logical; it dies with the test process. */
export interface TestPostgres {
  /** Changes with each restart; the port stays. */
  readonly pid: number;
  url(database: string): string;
  /** Resolves with the URL of an empty database with a new name. */
  createDatabase(prefix?: string): Promise<string>;
  /** Stops (if it runs) and starts it again on the same data and port. */
  restart(): Promise<void>;
  /** Sends the signal to the server and waits for its end. SIGKILL: a crash, nothing is flushed or said. */
  kill(signal: NodeJS.Signals): Promise<void>;
  stop(): Promise<void>;
}

/** `settings`: rows of postgresql.conf that differ from a lab's. */
export async function startPostgres(settings: Readonly<Record<string, string>> = {}): Promise<TestPostgres> {
  const account = serverAccount();
  const folder = await mkdtemp(join(tmpdir(), 'saga-lab-test-'));
  const clusterFolder = await openFolder(join(folder, 'postgres'), basename(folder), account);
  const port = await heldPort();
  const logFile = join(folder, 'postgres.log');
  const { spec: usual, password } = await prepare(join(clusterFolder, 'cluster'), port, logFile);
  // The last of two that set the same counts.
  const own = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const spec = { ...usual, args: [...usual.args, ...own] };
  const sentinel = await startSentinel();
  const url = (database: string): string => postgresUrl(port, password, database);
  const start = (): Promise<LaunchedProcess> => startReady(spec, url('postgres'), sentinel);
  let server = await start();
  return {
    url,
    get pid() {
      return server.pid;
    },
    async createDatabase(prefix = 'test') {
      const name = `${prefix}_${randomBytes(6).toString('hex')}`;
      await createDatabases(url('postgres'), [name]);
      return url(name);
    },
    async restart() {
      await stopProcess(server);
      server = await start();
    },
    async kill(signal) {
      server.kill(signal);
      await server.exited;
    },
    async stop() {
      await stopProcess(server);
      await sentinel.stop();
      await rm(clusterFolder, { recursive: true, force: true });
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The embedded server, or the one whose programs SAGA_LAB_TEST_POSTGRES_BIN names (`npm run test:real`). */
async function prepare(
  folder: string,
  port: number,
  logFile: string,
): Promise<{ readonly spec: ProcessSpec; readonly password: string }> {
  const account = serverAccount();
  const bin = process.env['SAGA_LAB_TEST_POSTGRES_BIN'];
  if (bin) {
    const cluster = await olderCluster(bin, folder, account);
    const installation = { bin, version: 'of the system' };
    const spec = postgresProcess({ installation, cluster, account, port, logFile });
    return { spec: { ...spec, args: olderArguments(spec.args) }, password: cluster.password };
  }
  const home = labHome(process.env, homedir());
  const installation = await findInstallation(home, account);
  const cluster = await prepareCluster(folder, home, installation, account);
  const spec = postgresProcess({ installation, cluster, account, port, logFile });
  return { spec, password: cluster.password };
}

/** After a crash the old server's children may hold its memory a moment longer: then it ends at once and is tried again. */
async function startReady(spec: ProcessSpec, url: string, sentinel: Sentinel): Promise<LaunchedProcess> {
  const limit = AbortSignal.timeout(20_000);
  while (!limit.aborted) {
    const server = await launch(spec, sentinel);
    const ended = new AbortController();
    void server.exited.then(() => ended.abort());
    const signal = AbortSignal.any([limit, ended.signal]);
    const answer = async (): Promise<true | undefined> =>
      (await pingPostgres(url)) === undefined ? true : undefined;
    const ready = await waitUntil(answer, { signal }).then(
      () => true,
      () => false,
    );
    if (ready) return server;
    await stopProcess(server);
  }
  throw new Error(`PostgreSQL does not start:\n${await logTail(spec.logFile)}`);
}
