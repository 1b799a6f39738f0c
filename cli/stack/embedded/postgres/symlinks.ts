import { lstat, readFile, symlink } from 'node:fs/promises';
import { basename, join } from 'node:path';

interface Link {
  readonly source: string;
  /** Begins with `native/`. */
  readonly target: string;
}

/**
 * Makes the links between libraries that npm cannot pack, as the package's install script would have.
 * Rejects where one is missing and the folder cannot be written.
 */
export async function restoreSymlinks(native: string): Promise<void> {
  const entries = JSON.parse(await readFile(join(native, 'pg-symlinks.json'), 'utf8')) as Link[];
  for (const { source, target } of entries) {
    const link = join(native, target.slice('native/'.length));
    if (await exists(link)) continue;
    await symlink(basename(source), link).catch((error: NodeJS.ErrnoException) => {
      // Another process has just made it.
      if (error.code !== 'EEXIST') throw error;
    });
  }
}

function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}
