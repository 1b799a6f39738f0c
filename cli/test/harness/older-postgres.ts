import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Cluster } from '../../stack/embedded/postgres/cluster.ts';
import { giveTo } from '../../stack/embedded/postgres/open-folder.ts';
import { runTool } from '../../stack/embedded/postgres/run-tool.ts';
import { initdbArguments } from '../../stack/embedded/postgres/settings.ts';
import type { Account } from '../../stack/processes/launch.ts';

/** What PostgreSQL 15 does not know yet. */
const newer = /^--(locale-provider|builtin-locale)=|^io_method=/;

/** A cluster made by programs of the system's own (`npm run test:real`), back to PostgreSQL 15. */
export async function olderCluster(
  bin: string,
  folder: string,
  account: Account | undefined,
): Promise<Cluster> {
  await mkdir(folder, { recursive: true });
  await giveTo(folder, account);
  const password = randomBytes(16).toString('hex');
  const passwordFile = join(folder, 'password');
  await writeFile(passwordFile, password, { mode: 0o600 });
  await giveTo(passwordFile, account);
  const data = join(folder, 'data');
  const known = initdbArguments.filter((argument) => !newer.test(argument));
  await runTool(join(bin, 'initdb'), [`--pgdata=${data}`, `--pwfile=${passwordFile}`, ...known], account);
  return { data, password };
}

/** The server's arguments, `-c name=value`, less what it does not know. */
export function olderArguments(args: readonly string[]): string[] {
  return args.filter((argument, index) => !newer.test(argument) && !newer.test(args[index + 1] ?? ''));
}
