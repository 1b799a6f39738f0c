import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'amqplib';
import { waitUntil } from '../../../lib/wait-until.ts';
import { heldPort } from '../../harness/free-port.ts';
import { launch, type LaunchedProcess } from '../../../stack/processes/launch.ts';
import { logTail } from '../../../stack/processes/log-tail.ts';
import { startSentinel } from '../../../stack/processes/sentinel.ts';
import { stopProcess } from '../../../stack/processes/stop-process.ts';
import { ownsPort } from './owns-port.ts';
import { tool } from './tool.ts';

export interface RabbitMq {
  readonly url: string;
  readonly port: number;
  /** A crash (kill -9) and a new start on the same port and data; resolves when it answers. */
  crash(): Promise<void>;
  /** Stops it and removes its data. */
  stop(): Promise<void>;
}

const readyWithinMs = 60_000;

/** Beside guest, who may do everything. Its password is its name. */
export interface RabbitUser {
  readonly name: string;
  /** Regular expressions of names of exchanges and queues. */
  readonly configure: string;
  readonly write: string;
  readonly read: string;
}

/** Debian's RabbitMQ, one node on 127.0.0.1, with an epmd of its own. */
export async function startRabbitMq(users: readonly RabbitUser[] = []): Promise<RabbitMq> {
  const folder = await mkdtemp(join(tmpdir(), 'saga-lab-rabbitmq-'));
  const [port, distribution, epmdPort] = [await heldPort(), await heldPort(), await heldPort()];
  const env = await prepare(folder, port, distribution, epmdPort);
  await define(folder, users);
  const url = `amqp://guest:guest@127.0.0.1:${port}`;
  const sentinel = await startSentinel();
  const logFile = join(folder, 'server.log');
  const common = {
    cwd: folder,
    env,
    logFile,
    args: [],
    stop: [{ signal: 'SIGTERM', graceMs: 15_000 }],
  } as const;
  const epmd = await launch(
    {
      ...common,
      name: 'epmd',
      command: tool('REAL_EPMD'),
      args: ['-port', String(epmdPort), '-address', '127.0.0.1'],
    },
    sentinel,
  );

  const start = async (): Promise<LaunchedProcess> => {
    const server = await launch(
      { ...common, name: 'rabbitmq', command: tool('REAL_RABBITMQ'), ownGroup: true },
      sentinel,
    );
    try {
      await untilAnswers(url, server);
      if (!(await ownsPort(server.pid, port))) throw new Error(`port ${port} is another process's`);
      return server;
    } catch (thrown) {
      const log = await logTail(logFile);
      await stopProcess(server);
      throw new Error(`RabbitMQ does not start:\n${log}`, { cause: thrown });
    }
  };

  let server: LaunchedProcess | undefined;
  const stop = async (): Promise<void> => {
    if (server) await stopProcess(server);
    await stopProcess(epmd);
    await sentinel.stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    server = await start();
  } catch (thrown) {
    await stop();
    throw thrown;
  }
  return {
    url,
    port,
    async crash() {
      server?.kill('SIGKILL');
      await server?.exited;
      server = await start();
    },
    stop,
  };
}

/** The server's environment; its wrapper in /usr/sbin would change the user, so the program itself is started. */
async function prepare(
  folder: string,
  port: number,
  distribution: number,
  epmdPort: number,
): Promise<Record<string, string>> {
  await writeFile(
    join(folder, 'rabbitmq.conf'),
    [
      `listeners.tcp.1 = 127.0.0.1:${port}`,
      'log.console = true',
      'log.file = false',
      'vm_memory_high_watermark.absolute = 256MB',
      'disk_free_limit.absolute = 50MB',
      `load_definitions = ${join(folder, definitions)}`,
      '',
    ].join('\n'),
  );
  await writeFile(join(folder, 'enabled_plugins'), '[].');
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: folder,
    // So that the shell that starts it becomes the server.
    RUNNING_UNDER_SYSTEMD: '1',
    ERL_EPMD_PORT: String(epmdPort),
    ERL_EPMD_ADDRESS: '127.0.0.1',
    RABBITMQ_NODENAME: `t${port}@localhost`,
    RABBITMQ_NODE_IP_ADDRESS: '127.0.0.1',
    RABBITMQ_NODE_PORT: String(port),
    RABBITMQ_DIST_PORT: String(distribution),
    RABBITMQ_MNESIA_BASE: join(folder, 'mnesia'),
    RABBITMQ_LOG_BASE: join(folder, 'log'),
    RABBITMQ_PID_FILE: join(folder, 'pid'),
    RABBITMQ_CONFIG_FILE: join(folder, 'rabbitmq.conf'),
    RABBITMQ_CONF_ENV_FILE: join(folder, 'rabbitmq-env.conf'),
    RABBITMQ_ENABLED_PLUGINS_FILE: join(folder, 'enabled_plugins'),
    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: '+sbwt none -kernel inet_dist_use_interface {127,0,0,1}',
  };
}

const definitions = 'definitions.json';

/** Definitions that a server loads at its start take the place of its default user. */
async function define(folder: string, users: readonly RabbitUser[]): Promise<void> {
  const guest: RabbitUser = { name: 'guest', configure: '.*', write: '.*', read: '.*' };
  const all = [guest, ...users];
  const document = {
    vhosts: [{ name: '/' }],
    users: all.map(({ name }) => ({
      name,
      password_hash: hashed(name),
      hashing_algorithm: 'rabbit_password_hashing_sha256',
      tags: name === 'guest' ? 'administrator' : '',
    })),
    permissions: all.map(({ name, ...rights }) => ({ user: name, vhost: '/', ...rights })),
  };
  await writeFile(join(folder, definitions), JSON.stringify(document));
}

/** Base64 of four bytes of salt, and SHA-256 of these and the password (RabbitMQ's documentation, "Passwords"). */
function hashed(password: string): string {
  const salt = randomBytes(4);
  const hash = createHash('sha256').update(salt).update(password).digest();
  return Buffer.concat([salt, hash]).toString('base64');
}

async function untilAnswers(url: string, server: LaunchedProcess): Promise<void> {
  const answers = async (): Promise<true | undefined> => {
    const exit = server.exit();
    if (exit) throw new Error(`it ended (${exit.code ?? exit.signal})`);
    const connection = await connect(url, { timeout: 1000 }).catch(() => undefined);
    await connection?.close();
    return connection && true;
  };
  await waitUntil(answers, { signal: AbortSignal.timeout(readyWithinMs), everyMs: 100 });
}
