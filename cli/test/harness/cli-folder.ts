import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { runCli, type CliResult } from './run-cli.ts';

/** Where a file's tests call the built program, with a SAGA_LAB_HOME of its own in it. */
export interface CliFolder {
  readonly path: string;
  readonly env: Readonly<Record<string, string>>;
  cli(...args: string[]): Promise<CliResult>;
}

/** Made before the tests of a file and removed after them; not there before. */
export function cliFolder(): CliFolder {
  let path = '';
  beforeAll(async () => {
    path = await mkdtemp(join(tmpdir(), 'saga-lab-cli-'));
  });
  afterAll(() => rm(path, { recursive: true, force: true }));
  return {
    get path() {
      return path;
    },
    get env() {
      return { SAGA_LAB_HOME: join(path, 'home') };
    },
    cli(...args) {
      return runCli(args, { cwd: this.path, env: this.env });
    },
  };
}
