import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { startMongoServer } from '../../stack/embedded/mongo/server.ts';

export interface TestMongo {
  readonly url: string;
  readonly port: number;
  readonly dataDir: string;
  /** Lines that the server logged so far. */
  readonly logged: readonly string[];
  /** Stops the server and removes its data. */
  stop(): Promise<void>;
}

/** The document store within this process: random port, data in a folder of its own. */
export async function startMongo(): Promise<TestMongo> {
  const dataDir = await mkdtemp(join(tmpdir(), 'saga-lab-mongo-'));
  const logged: string[] = [];
  const log = (event: string, fields: object = {}): void =>
    void logged.push(JSON.stringify({ event, ...fields }));
  const server = await startMongoServer({ host: '127.0.0.1', port: 0, dataDir, log });
  return {
    url: server.url,
    port: server.port,
    dataDir,
    logged,
    async stop() {
      await server.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

export interface MongoProcess {
  readonly url: string;
  readonly port: number;
  readonly child: ChildProcess;
  /** kill -9; resolves when the process is gone. */
  kill(): Promise<void>;
  /** SIGTERM; resolves to the exit code. */
  stop(): Promise<number | null>;
}

const main = fileURLToPath(new URL('../../../dist/cli/stack/embedded/mongo/main.js', import.meta.url));

/** The built document store as a real process on a given data folder, which the caller removes. Needs dist/. */
export async function spawnMongo(
  dataDir: string,
  env: Readonly<Record<string, string>> = {},
): Promise<MongoProcess> {
  const child = spawn(process.execPath, [main], {
    env: { ...process.env, PORT: '0', DATA_DIR: dataDir, LAB_PARENT: 'stdin', ...env },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const gone = once(child, 'exit');
  const [line] = (await Promise.race([
    once(createInterface(child.stdout), 'line'),
    gone.then(([code]) =>
      Promise.reject(new Error(`the document store ended with code ${String(code)} at its start`)),
    ),
  ])) as [string];
  const { listening } = JSON.parse(line) as { listening: number };
  const end = async (signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> => {
    child.kill(signal);
    await gone;
    return child.exitCode;
  };
  return {
    url: `mongodb://127.0.0.1:${listening}`,
    port: listening,
    child,
    kill: async () => void (await end('SIGKILL')),
    stop: () => end('SIGTERM'),
  };
}
