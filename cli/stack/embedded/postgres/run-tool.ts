import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Account } from '../../processes/launch.ts';

const exec = promisify(execFile);

/** No PGPORT, PGDATA or locale of the user's may leak in. */
export const postgresEnv = { PATH: process.env['PATH'] ?? '/usr/bin:/bin', LC_ALL: 'C' };

/** Runs a program as the account that owns the server's files; resolves with what it printed. */
export async function runTool(
  command: string,
  args: readonly string[],
  account: Account | undefined,
  cwd = '/',
): Promise<string> {
  const { stdout } = await exec(command, args, { ...account, cwd, env: postgresEnv, timeout: 60_000 });
  return stdout;
}
