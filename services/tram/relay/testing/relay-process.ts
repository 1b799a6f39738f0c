import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { RelayHealth } from '../health.ts';
import type { RelayMode } from '../session.ts';

const main = fileURLToPath(new URL('../../../../dist/services/tram/relay/main.js', import.meta.url));

export interface LogEntry {
  readonly msg: string;
  readonly port?: number;
  /** In a row, of whatever is tried again. */
  readonly failures?: number;
}

export interface RelayProcess {
  readonly child: ChildProcess;
  /** What it logged so far. */
  readonly log: readonly LogEntry[];
  health(): Promise<{ readonly status: number; readonly document: RelayHealth }>;
  /** Resolves with the exit code, null after a signal. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

/** The relay as it is shipped, from dist/; its parent's end is its own. */
export async function spawnRelay(options: {
  readonly url: string;
  readonly broker: string;
  readonly mode?: RelayMode;
}): Promise<RelayProcess> {
  if (!existsSync(main)) throw new Error(`${main} is missing; run node scripts/build.mjs`);
  const child = spawn(process.execPath, [main], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: {
      PATH: process.env['PATH'],
      RELAY_NAME: 'relay',
      RELAY_PIPELINES: JSON.stringify([{ name: 'order-db', url: options.url }]),
      RELAY_MODE: options.mode,
      KAFKA_BROKERS: options.broker,
      PORT: '0',
      LAB_PARENT: 'stdin',
    },
  });
  const exited = once(child, 'exit') as Promise<[number | null]>;
  const log: LogEntry[] = [];
  const port = await new Promise<number>((resolve, reject) => {
    createInterface(child.stdout).on('line', (line) => {
      const entry = JSON.parse(line) as LogEntry;
      log.push(entry);
      if (entry.port !== undefined) resolve(entry.port);
    });
    void exited.then(() => reject(new Error('The relay ended at its start')));
  });
  return {
    child,
    log,
    async health() {
      const response = await fetch(`http://127.0.0.1:${port}/health`);
      return { status: response.status, document: (await response.json()) as RelayHealth };
    },
    async end(signal) {
      child.kill(signal);
      const [code] = await exited;
      return code;
    },
  };
}
