import { readdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { StackError } from '../lib/errors.ts';
import type { LoadedSystem } from '../systems/load.ts';
import { cleanIfStale, cleanUnderLock, connect, connectSettled, untilNobodysOwn } from './client/connect.ts';
import { lockLab } from './client/lab-lock.ts';
import type { Lab } from './lab.ts';
import { removeContent } from './lab-content.ts';
import { labFiles, labsFolder } from './lab-files.ts';
import { readLabState } from './lab-state.ts';
import type { LabHome } from './paths.ts';
import type { RelayMode } from './status.ts';
import type { Progress, StackChoice } from './supervisor/protocol.ts';

export interface StartOptions {
  readonly name: string;
  readonly systems: readonly LoadedSystem[];
  readonly stack: StackChoice;
  /** Default `wal`. A lab that runs already keeps its own: the status says which. */
  readonly relay?: RelayMode | undefined;
  /** Stopped when this process goes away, however it does; its data is removed when it stops. */
  readonly ephemeral: boolean;
  readonly onProgress: (progress: Progress) => void;
  readonly signal: AbortSignal;
  /** Milliseconds that each process may take to become ready. Default 30,000. */
  readonly readyWithinMs?: number;
}

/**
 * Starts a lab, or returns the one of that name that runs; one that a run has for itself is waited for. Rejects with StackError, or with the signal's reason; then
 * nothing of it runs any more.
 */
export async function startLab(options: StartOptions, home: LabHome): Promise<Lab> {
  const { name, ephemeral, onProgress, signal } = options;
  const files = labFiles(name, home, ephemeral);
  const lock = await lockLab(files, signal, () =>
    onProgress({
      what: name,
      state: 'note',
      detail: 'another saga-lab is busy with this lab; waiting for it',
    }),
  );
  try {
    await untilNobodysOwn(name, home, signal, () =>
      onProgress({
        what: name,
        state: 'note',
        detail: 'the lab belongs to another run; waiting for its end (--lab NAME runs beside it)',
      }),
    );
    const running = await connectSettled(name, home, signal);
    if (running !== undefined) return running;
    await cleanIfStale(name, home);
    if (ephemeral) await removeContent(files);
    const systems = options.systems.map(({ system, folder }) => ({ system, folder }));
    const readyWithinMs = options.readyWithinMs ?? 30_000;
    const { stack, relay = 'wal' } = options;
    const config = { lab: name, files, home, systems, stack, relay, ephemeral, readyWithinMs };
    // Only now: with a lab that is up nothing is to be spawned.
    const { startSupervisor } = await import('./client/start-supervisor.ts');
    await startSupervisor(config, onProgress, signal);
    const started = await connect(name, home, true);
    if (started !== undefined) return started.lab;
    throw new StackError(`Lab "${name}" ended right after its start.`);
  } finally {
    await lock.release();
  }
}

/** The lab of that name if it runs, perhaps still starting: its status says. Cleans what a killed one left. */
export async function findLab(name: string, home: LabHome): Promise<Lab | undefined> {
  const running = await connect(name, home, false);
  if (running !== undefined) return running.phase === 'stopping' ? undefined : running.lab;
  await cleanUnderLock(name, home);
  return undefined;
}

/** All labs that run or have kept data, by name. `state` is as in the status document. */
export async function listLabs(home: LabHome): Promise<readonly { name: string; state: string }[]> {
  const entries = await readdir(labsFolder(home), { withFileTypes: true }).catch(whenMissing([]));
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const labs = names.sort().map(async (name) => {
    const lab = await findLab(name, home);
    if (lab !== undefined) return [{ name, state: (await lab.status()).state }];
    return (await hasContent(name, home)) ? [{ name, state: 'down' }] : [];
  });
  return (await Promise.all(labs)).flat();
}

/** What a run had for itself is gone with it: then only the lab's empty folder is there. */
async function hasContent(name: string, home: LabHome): Promise<boolean> {
  const contents = [false, true].map((ephemeral) => labFiles(name, home, ephemeral).content);
  const entries = await Promise.all(
    contents.map((folder) => readdir(folder).catch(whenMissing<string[]>([]))),
  );
  return entries.flat().length > 0;
}

/** Removes data, logs and lines of a lab that is down; on external servers, its databases. */
export async function purgeLab(name: string, home: LabHome): Promise<void> {
  const files = labFiles(name, home, false);
  const lock = await lockLab(files, AbortSignal.timeout(60_000), () => undefined);
  try {
    if ((await connect(name, home, false)) !== undefined)
      throw new StackError(`Lab "${name}" runs. Stop it first: saga-lab down --lab ${name}`);
    await cleanIfStale(name, home);
    await removeContent(files);
    await removeContent(labFiles(name, home, true));
    await rm(files.folder, { recursive: true, force: true });
  } finally {
    await lock.release();
  }
}

/** Log file by process name: of the lab that runs, else of the last one whose data was kept. */
export async function labLogs(name: string, home: LabHome): Promise<Readonly<Record<string, string>>> {
  const state = await readLabState(labFiles(name, home, false).state);
  const { logs } = labFiles(name, home, state?.ephemeral ?? false);
  const names = await readdir(logs).catch(whenMissing<string[]>([]));
  return Object.fromEntries(names.sort().map((file) => [basename(file, '.log'), join(logs, file)]));
}

function whenMissing<T>(otherwise: T): (error: NodeJS.ErrnoException) => T {
  return (error) => {
    if (error.code === 'ENOENT') return otherwise;
    throw error;
  };
}
