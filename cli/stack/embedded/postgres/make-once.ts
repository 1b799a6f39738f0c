import { randomBytes } from 'node:crypto';
import { access, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/**
 * Makes a folder that appears complete or not at all. Two processes may do it at once: the first to finish wins and
 * the other takes its result.
 */
export async function makeOnce(folder: string, make: (unfinished: string) => Promise<void>): Promise<void> {
  if (await exists(folder)) return;
  await removeAbandoned(folder);
  const unfinished = `${folder}.making-${process.pid}-${randomBytes(4).toString('hex')}`;
  try {
    await make(unfinished);
    await rename(unfinished, folder);
  } catch (thrown) {
    await rm(unfinished, { recursive: true, force: true });
    const code = (thrown as NodeJS.ErrnoException).code;
    if (code !== 'ENOTEMPTY' && code !== 'EEXIST') throw thrown;
  }
}

/** What a process left behind that was killed while it made this folder. */
async function removeAbandoned(folder: string): Promise<void> {
  const prefix = `${basename(folder)}.making-`;
  const names = await readdir(dirname(folder));
  for (const name of names.filter((each) => each.startsWith(prefix))) {
    const pid = Number.parseInt(name.slice(prefix.length), 10);
    if (!runs(pid)) await rm(join(dirname(folder), name), { recursive: true, force: true });
  }
}

function runs(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (thrown) {
    return (thrown as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
