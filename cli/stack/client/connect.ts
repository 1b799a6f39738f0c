import { StackError } from '../../lib/errors.ts';
import { waitUntil } from '../../lib/wait-until.ts';
import { isTimeout, withLimit } from '../../lib/with-limit.ts';
import type { Lab } from '../lab.ts';
import { labFiles } from '../lab-files.ts';
import { readLabState } from '../lab-state.ts';
import type { LabHome } from '../paths.ts';
import { isRunning } from '../processes/identity.ts';
import { tryLock } from '../processes/lock.ts';
import { cleanUp } from './clean-up.ts';
import { connectLab, type RunningLab } from './running-lab.ts';

const settledMs = 60_000;

/** The lab of that name, in whatever phase its supervisor is; undefined when none runs. */
export async function connect(name: string, home: LabHome, owned: boolean): Promise<RunningLab | undefined> {
  const state = await readLabState(stateFile(name, home));
  return state && connectLab(state, owned, () => cleanUnderLock(name, home));
}

/** The same once it is up or gone: waits while it starts or stops. */
export async function connectSettled(
  name: string,
  home: LabHome,
  signal: AbortSignal,
): Promise<Lab | undefined> {
  const look = async (): Promise<{ lab: Lab | undefined } | undefined> => {
    const running = await connect(name, home, false);
    if (running === undefined) return { lab: undefined };
    return running.phase === 'started' ? { lab: running.lab } : undefined;
  };
  try {
    const { lab } = await withLimit(signal, settledMs, (limit) =>
      waitUntil(look, { signal: limit, everyMs: 50 }),
    );
    return lab;
  } catch (thrown) {
    if (!isTimeout(thrown)) throw thrown;
    throw new StackError(
      `Lab "${name}" has been neither up nor down for ${settledMs / 1000} s. Try \`saga-lab down\`.`,
    );
  }
}

/**
 * Resolves when no run has this lab for itself. Such a lab is stopped and its data removed when that run ends: whoever
 * joined it would lose it in the middle. No limit but the signal: a run may take long.
 */
export async function untilNobodysOwn(
  name: string,
  home: LabHome,
  signal: AbortSignal,
  onWait: () => void,
): Promise<void> {
  let waited = false;
  const look = async (): Promise<true | undefined> => {
    const state = await readLabState(stateFile(name, home));
    if (state === undefined || !state.ephemeral || !(await isRunning(state.supervisor))) return true;
    if (!waited) onWait();
    waited = true;
    return undefined;
  };
  await waitUntil(look, { signal, everyMs: 50 });
}

/** Takes away what a killed supervisor left. Whoever calls it holds the lab's lock. */
export async function cleanIfStale(name: string, home: LabHome): Promise<void> {
  const state = await readLabState(stateFile(name, home));
  if (state !== undefined && !(await isRunning(state.supervisor))) await cleanUp(state, home);
}

/** The same for who does not hold the lock; whoever else holds it cleans. */
export async function cleanUnderLock(name: string, home: LabHome): Promise<void> {
  const { lock: file, state } = labFiles(name, home, false);
  if ((await readLabState(state)) === undefined) return;
  const lock = await tryLock(file);
  if (lock === undefined) return;
  try {
    await cleanIfStale(name, home);
  } finally {
    await lock.release();
  }
}

function stateFile(name: string, home: LabHome): string {
  return labFiles(name, home, false).state;
}
