import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { StackError, toError } from '../../../lib/errors.ts';
import type { LabHome } from '../../paths.ts';
import type { Account } from '../../processes/launch.ts';
import type { Installation } from './installation.ts';
import { makeOnce } from './make-once.ts';
import { giveTo, openFolder } from './open-folder.ts';
import { runTool } from './run-tool.ts';
import { initdbArguments } from './settings.ts';

/** A folder with a server's data and the password of its user `postgres`. */
export interface Cluster {
  readonly data: string;
  readonly password: string;
}

/** Opens the cluster in `folder`, after making it from the cached template if it is not there. */
export async function prepareCluster(
  folder: string,
  home: LabHome,
  installation: Installation,
  account: Account | undefined,
): Promise<Cluster> {
  const template = await prepareTemplate(home, installation, account);
  await makeOnce(folder, async (unfinished) => {
    await ownFolder(unfinished, account);
    // `cp` run as the owner: quicker than a walk in Node, clones blocks where the file system can, and needs no chown.
    await runTool('cp', ['-R', `${template}/.`, unfinished], account);
  });
  return { data: join(folder, 'data'), password: await readFile(join(folder, 'password'), 'utf8') };
}

async function prepareTemplate(
  home: LabHome,
  { bin, version }: Installation,
  account: Account | undefined,
): Promise<string> {
  const cache = await openFolder(join(home.cache, 'postgres'), 'cache', account);
  const owner = account?.uid ?? process.getuid?.();
  const key = createHash('sha256')
    .update(JSON.stringify([version, initdbArguments, owner]))
    .digest('hex');
  const template = join(cache, `template-${key.slice(0, 16)}`);
  await makeOnce(template, async (unfinished) => {
    await ownFolder(unfinished, account);
    await initialise(join(bin, 'initdb'), unfinished, account);
  });
  return template;
}

async function initialise(initdb: string, folder: string, account: Account | undefined): Promise<void> {
  const passwordFile = join(folder, 'password');
  await writeFile(passwordFile, randomBytes(16).toString('hex'), { mode: 0o600 });
  await giveTo(passwordFile, account);
  try {
    const args = [`--pgdata=${join(folder, 'data')}`, `--pwfile=${passwordFile}`, ...initdbArguments];
    await runTool(initdb, args, account);
  } catch (thrown) {
    const { message } = toError(thrown);
    // Containers are run with numbers for users; initdb wants a name to it.
    const fix = /could not look up effective user/.test(message)
      ? ' Give the user a line in /etc/passwd, run as root (the server then runs as nobody), or use --stack external.'
      : '';
    throw new StackError(`PostgreSQL's data folder could not be made: ${message.trim()}${fix}`, {
      cause: thrown,
    });
  }
}

async function ownFolder(folder: string, account: Account | undefined): Promise<void> {
  await mkdir(dirname(folder), { recursive: true });
  await mkdir(folder, { mode: 0o700 });
  await giveTo(folder, account);
}
