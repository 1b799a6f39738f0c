import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Line } from '../../../services/tram/index.ts';
import { waitUntil } from '../../lib/wait-until.ts';

const services = fileURLToPath(new URL('../../../dist/services/', import.meta.url));

export interface ServiceProcess {
  readonly process: ChildProcess;
  readonly exited: Promise<number | null>;
  /** What it printed so far. */
  readonly output: () => string;
  /** Lines written to TRAM_LINES_FD so far. */
  readonly lines: readonly Line[];
  /** Base URL, once it listens. */
  url(signal: AbortSignal): Promise<string>;
  /** Resolves with the base URL once `health` (by default /actuator/health) answers 200. */
  ready(signal: AbortSignal, health?: string): Promise<string>;
}

/** Process `folder`/main.js below dist/services, with stdin open, on any free port unless `env` says otherwise. */
export function spawnService(folder: string, env: Record<string, string>): ServiceProcess {
  const name = basename(folder);
  const main = `${services}${folder}/main.js`;
  if (!existsSync(main)) throw new Error(`${main} is missing; run node scripts/build.mjs`);
  const child = spawn(process.execPath, [main], {
    env: {
      PATH: process.env['PATH'],
      SERVICE_NAME: name,
      PORT: '0',
      TRAM_LINES_FD: '3',
      LAB_PARENT: 'stdin',
      ...env,
    },
    stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  const lines: Line[] = [];
  const [, , , linesPipe] = child.stdio;
  if (linesPipe && 'read' in linesPipe) {
    createInterface(linesPipe).on('line', (line) => lines.push(JSON.parse(line) as Line));
  }
  const exited = once(child, 'exit').then(([code]) => code as number | null);

  const url = (signal: AbortSignal): Promise<string> =>
    waitUntil(
      () => {
        if (child.exitCode !== null) throw new Error(`${name} ended: ${output}`);
        const port = /"port":(\d+)/.exec(output)?.[1];
        return port && `http://127.0.0.1:${port}`;
      },
      { signal },
    );
  const ready = async (signal: AbortSignal, health = '/actuator/health'): Promise<string> => {
    const base = await url(signal);
    await waitUntil(async () => (await fetch(base + health)).ok || undefined, { signal });
    return base;
  };
  return { process: child, exited, output: () => output, lines, url, ready };
}
