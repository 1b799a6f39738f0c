import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** Where everything is installed, outside the repository: SAGA_LAB_REAL_CACHE, or the user's cache folder. */
export const cache = resolve(
  process.env.SAGA_LAB_REAL_CACHE ??
    join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'saga-lab-real'),
);

/** The folder `name` of the cache, made by `make` if it is not there; one that was not finished does not count. */
export async function cached(name, make) {
  const folder = join(cache, name);
  if (existsSync(folder)) return folder;
  const unfinished = `${folder}.making-${process.pid}`;
  mkdirSync(unfinished, { recursive: true });
  try {
    process.stderr.write(`installing ${name} into ${cache}\n`);
    await make(unfinished);
    renameSync(unfinished, folder);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
  return folder;
}
