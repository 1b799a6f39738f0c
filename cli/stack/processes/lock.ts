import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
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
    const holder = await readFile(file, 'utf8').catch(unless('ENOENT'));
    if (holder === undefined) {
      if (await create(file, self)) return { release: () => rm(file, { force: true }) };
    } else if (await holds(holder)) return undefined;
    else await removeDead(file, holder);
  }
}

/** Written aside and linked: whoever is killed in between leaves no lock without a holder. */
async function create(file: string, content: string): Promise<boolean> {
  const aside = `${file}.${randomUUID()}`;
  await writeFile(aside, content, { mode: 0o600 });
  try {
    return await linked(aside, file);
  } finally {
    await rm(aside, { force: true });
  }
}

/** One that cannot be read holds nothing: it is what a crash of the machine leaves of one. */
async function holds(holder: string): Promise<boolean> {
  try {
    return await isRunning(JSON.parse(holder) as Identity);
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return false;
    throw thrown;
  }
}

/** Renamed first: whoever came earlier may have replaced the dead lock by a living one, which is then given back. */
async function removeDead(file: string, dead: string): Promise<void> {
  const aside = `${file}.${randomUUID()}`;
  await rename(file, aside).catch(unless('ENOENT'));
  const moved = await readFile(aside, 'utf8').catch(unless('ENOENT'));
  if (moved !== undefined && moved !== dead) await linked(aside, file);
  await rm(aside, { force: true });
}

/** False when there is such a file. */
async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw thrown;
  }
}

function unless(code: string): (error: NodeJS.ErrnoException) => undefined {
  return (error) => {
    if (error.code !== code) throw error;
  };
}
