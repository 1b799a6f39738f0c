import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunReport } from '../../scenario/report.ts';
import type { LabHome } from '../../stack/paths.ts';
import type { LabStatus } from '../../stack/status.ts';
import { runCli, type CliResult } from './run-cli.ts';

/** The built program, with a SAGA_LAB_HOME of the test's own. */
export interface CliHome {
  readonly folder: string;
  readonly home: LabHome;
  cli(...args: string[]): Promise<CliResult>;
  /** `run` with the json reporter: its exit code and its one document. */
  run(...args: string[]): Promise<{ readonly code: number | null; readonly report: RunReport }>;
  status(): Promise<LabStatus>;
  /** Stops and purges the default lab, and removes the folder. */
  remove(): Promise<void>;
}

/** `env`: beside SAGA_LAB_HOME, PATH and HOME. */
export async function cliHome(env: Readonly<Record<string, string>> = {}): Promise<CliHome> {
  const folder = await mkdtemp(join(tmpdir(), 'saga-lab-e2e-'));
  const cli = (...args: string[]) => runCli(args, { env: { ...env, SAGA_LAB_HOME: folder }, cwd: folder });
  return {
    folder,
    home: { state: folder, cache: join(folder, 'cache') },
    cli,
    async run(...args) {
      const { code, stdout } = await cli('run', '--quiet', '--reporter', 'json', ...args);
      return { code, report: JSON.parse(stdout) as RunReport };
    },
    async status() {
      return JSON.parse((await cli('status', '--json')).stdout) as LabStatus;
    },
    async remove() {
      await cli('down', '--purge');
      await rm(folder, { recursive: true, force: true });
    },
  };
}
