import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { identify, isRunning, type Identity } from './identity.ts';

export interface Lock {
  release(): Promise<void>;
}

/**
 * Takes the lock file, or undefined when a process that runs holds it. A lock whose holder is gone is taken over.
 * The folder must exist.
 */
export async function tryLock(file: string): Promise<Lock | undefined> {
  const self = JSON.stringify(await identify(process.pid));
  for (;;) {
    if (await create(file, self)) return { release: () => rm(file, { force: true }) };
    const holder = await readFile(file, 'utf8').catch(() => undefined);
    if (holder === undefined) continue;
    if (await holds(holder)) return undefined;
    await removeDead(file, holder);
  }
}

async function create(file: string, content: string): Promise<boolean> {
  try {
    await writeFile(file, content, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw thrown;
  }
}

async function holds(holder: string): Promise<boolean> {
  // Empty for the moment between its creation and its content.
  if (holder === '') return true;
  return isRunning(JSON.parse(holder) as Identity);
}

/** Renamed first: whoever came earlier may have replaced the dead lock by a living one, which is then given back. */
async function removeDead(file: string, dead: string): Promise<void> {
  const aside = `${file}.${process.pid}`;
  try {
    await rename(file, aside);
    if ((await readFile(aside, 'utf8')) === dead) await rm(aside, { force: true });
    else await rename(aside, file);
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== 'ENOENT') throw thrown;
  }
}
