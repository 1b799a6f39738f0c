import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { startBroker } from '../../stack/embedded/kafka/broker.ts';
import { defaults, type BrokerOptions } from '../../stack/embedded/kafka/options.ts';

export interface TestKafka extends AsyncDisposable {
  /** `host:port` for a client. */
  readonly bootstrap: string;
  readonly port: number;
  readonly folder: string;
  /** Stops the broker and removes a folder that was made for it. Stopping twice is harmless. */
  stop(): Promise<void>;
}

/**
 * A broker inside this process, on a free port, with a folder of its own unless one is given. Where nothing is asked of
 * it and SAGA_LAB_TEST_KAFKA=apache (`npm run test:real`), an Apache Kafka instead.
 */
export async function startKafka(options: Partial<BrokerOptions> = {}): Promise<TestKafka> {
  if (process.env['SAGA_LAB_TEST_KAFKA'] === 'apache' && Object.keys(options).length === 0)
    return (await import('../real/servers/apache-kafka.ts')).startApacheKafka();
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'saga-lab-kafka-'));
  const broker = await startBroker({ ...defaults, ...options, folder }, () => undefined);
  let stopped: Promise<void> | undefined;
  const stop = () =>
    (stopped ??= broker.stop().then(() => {
      if (!options.folder) rmSync(folder, { recursive: true, force: true });
    }));
  const bootstrap = `127.0.0.1:${broker.port}`;
  return { bootstrap, port: broker.port, folder, stop, [Symbol.asyncDispose]: stop };
}

export interface SpawnedKafka extends TestKafka {
  readonly process: ChildProcess;
  /** Everything that the broker logged so far. */
  log(): string;
  /** kill -9; resolves when the process is gone. The folder stays for the next start. */
  kill(): Promise<void>;
}

const main = fileURLToPath(new URL('../../../dist/cli/stack/embedded/kafka/main.js', import.meta.url));

/** A broker in a process of its own, from dist/. A folder that was given stays after the stop. */
export async function spawnKafka(options: { folder?: string; port?: number } = {}): Promise<SpawnedKafka> {
  if (!existsSync(main)) throw new Error(`${main} is missing; run node scripts/build.mjs`);
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'saga-lab-kafka-'));
  const child = spawn(process.execPath, [main], {
    env: { ...process.env, PORT: String(options.port ?? 0), DATA_DIR: folder, LAB_PARENT: 'stdin' },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const exited = once(child, 'exit');
  let log = '';
  child.stderr.on('data', (chunk: Buffer) => {
    log += chunk.toString();
  });
  const [line] = (await Promise.race([
    once(createInterface(child.stdout), 'line'),
    exited.then(() => Promise.reject(new Error(`the broker ended at its start: ${log}`))),
  ])) as [string];
  const { listening: port } = JSON.parse(line) as { listening: number };

  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    await exited;
  };
  const stop = async () => {
    await end('SIGTERM');
    if (!options.folder) rmSync(folder, { recursive: true, force: true });
  };
  return {
    bootstrap: `127.0.0.1:${port}`,
    port,
    folder,
    process: child,
    log: () => log,
    kill: () => end('SIGKILL'),
    stop,
    [Symbol.asyncDispose]: stop,
  };
}
