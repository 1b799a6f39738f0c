import { readdir, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { UsageError } from '../../lib/errors.ts';
import { thereIsNo } from '../../systems/nearest.ts';
import { extension, timeOfRunId } from './run-id.ts';

/** How many recordings are kept when a run adds one. */
export const keptRuns = 200;

/** Ids of the recordings in the folder, newest first. Files that no run was called so are not among them. */
export async function runIds(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw new UsageError(`Cannot read the folder of runs ${folder}: ${error.message}`, { cause: error });
  });
  return names
    .filter((name) => name.endsWith(extension))
    .map((name) => name.slice(0, -extension.length))
    .filter((id) => timeOfRunId(id) !== undefined)
    .sort()
    .reverse();
}

export function fileOfRun(folder: string, id: string): string {
  return join(folder, `${id}${extension}`);
}

/**
 * The file of a run: `last`, its id, a beginning of an id that only one has, or a path.
 * @throws UsageError that names the nearest
 */
export async function findRun(folder: string, name: string, cwd: string): Promise<string> {
  const ids = await runIds(folder);
  if (name === 'last') {
    const [newest] = ids;
    if (newest !== undefined) return fileOfRun(folder, newest);
    throw new UsageError(`No run is recorded in ${folder}. \`saga-lab run approve\` records one.`);
  }
  const begun = name === '' ? [] : ids.filter((id) => id.startsWith(name));
  if (begun.includes(name) || begun.length === 1) return fileOfRun(folder, begun[0]!);
  const path = resolve(cwd, name);
  if (await isFile(path)) return path;
  if (begun.length > 1)
    throw new UsageError(
      `${begun.length} runs begin with "${name}": ${begun.slice(0, 5).join(', ')}${begun.length > 5 ? ', …' : ''}.`,
    );
  const hint = 'Give a path, an id of `saga-lab runs list`, or last.';
  throw new UsageError(`${thereIsNo('run', name, ids)} ${hint}`);
}

export interface Retention {
  /** So many of the newest stay. */
  readonly keep?: number | undefined;
  /** What began before this goes. */
  readonly before?: Date | undefined;
}

/** Removes recordings; gives the ids of those that went, newest first. */
export async function pruneRuns(folder: string, { keep, before }: Retention): Promise<string[]> {
  const ids = await runIds(folder);
  const gone = ids.filter((id, index) => {
    const at = timeOfRunId(id);
    return index >= (keep ?? Infinity) || (before !== undefined && at !== undefined && at < before);
  });
  // Another run may prune at the same time.
  await Promise.all(gone.map((id) => rm(fileOfRun(folder, id), { force: true })));
  return gone;
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}
