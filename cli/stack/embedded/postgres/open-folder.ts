import { chmod, chown, lstat, mkdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { StackError } from '../../../lib/errors.ts';
import type { Account } from '../../processes/launch.ts';

/** Root's own place, for when the folder that was asked for lies under a closed one such as /root. */
const rootsFolder = '/var/lib/saga-lab';

/**
 * A folder for PostgreSQL's files that the account which runs it can reach: `wanted`, or one named `fallback` in
 * /var/lib/saga-lab. The same arguments always give the same folder.
 */
export async function openFolder(
  wanted: string,
  fallback: string,
  account: Account | undefined,
): Promise<string> {
  if (account === undefined) {
    await mkdir(wanted, { recursive: true });
    return wanted;
  }
  if (await canEnter(dirname(wanted), account)) return makeOpen(wanted);
  await makeOpen(rootsFolder);
  return makeOpen(join(rootsFolder, fallback));
}

/** Whether the account may pass through every folder down to this one; those that do not exist yet will be open. */
export async function canEnter(folder: string, account: Account): Promise<boolean> {
  const parent = dirname(folder);
  if (parent !== folder && !(await canEnter(parent, account))) return false;
  try {
    const { mode, uid, gid } = await stat(folder);
    if (uid === account.uid) return (mode & 0o100) !== 0;
    if (gid === account.gid) return (mode & 0o010) !== 0;
    return (mode & 0o001) !== 0;
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return true;
    throw thrown;
  }
}

/** Makes the folder and what is missing above it, passable for all whatever the umask says. */
async function makeOpen(folder: string): Promise<string> {
  const first = await mkdir(folder, { recursive: true });
  for (let made = folder; first !== undefined && made.length >= first.length; made = dirname(made))
    await chmod(made, 0o755);
  const { uid, mode } = await lstat(folder);
  if (uid !== process.getuid?.() || (mode & 0o022) !== 0)
    throw new StackError(
      `${folder} belongs to user ${uid} or can be written by others, so that it cannot be trusted. Remove it or set SAGA_LAB_HOME.`,
    );
  if ((mode & 0o001) === 0) await chmod(folder, mode | 0o011);
  return folder;
}

export async function giveTo(path: string, account: Account | undefined): Promise<void> {
  if (account !== undefined) await chown(path, account.uid, account.gid);
}
