import { rm } from 'node:fs/promises';
import { StackError } from '../../lib/errors.ts';
import { waitUntil } from '../../lib/wait-until.ts';
import { removeNoted } from '../compose/note.ts';
import { removeContent } from '../lab-content.ts';
import { labFiles } from '../lab-files.ts';
import type { LabState } from '../lab-state.ts';
import type { LabHome } from '../paths.ts';
import { isRunning, type Identity } from '../processes/identity.ts';

const graceMs = 2000;

/** Ends and removes what a lab left whose supervisor is gone. Whoever calls it holds the lab's lock. */
export async function cleanUp(state: LabState, home: LabHome): Promise<void> {
  const files = labFiles(state.lab, home, state.ephemeral);
  await endAll(state.processes);
  if (state.ephemeral) await removeContent(files);
  else await removeNoted(files, false);
  await rm(files.state, { force: true });
}

async function endAll(processes: LabState['processes']): Promise<void> {
  for (const each of processes)
    // PostgreSQL takes SIGTERM as: wait for all clients to leave.
    await signalIfRunning(each, each.name === 'postgres' ? 'SIGQUIT' : 'SIGTERM');
  if (await allGone(processes)) return;
  for (const each of processes) await signalIfRunning(each, 'SIGKILL');
  if (await allGone(processes)) return;
  const pids = processes.map(({ name, pid }) => `${name} ${pid}`).join(', ');
  throw new StackError(
    `Processes of an earlier lab cannot be ended (${pids}). End them by hand, then try again.`,
  );
}

async function signalIfRunning(identity: Identity, signal: NodeJS.Signals): Promise<void> {
  if (!(await isRunning(identity))) return;
  try {
    process.kill(identity.pid, signal);
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== 'ESRCH') throw thrown;
  }
}

async function allGone(processes: readonly Identity[]): Promise<boolean> {
  const look = async (): Promise<true | undefined> => {
    const running = await Promise.all(processes.map((each) => isRunning(each)));
    return running.includes(true) ? undefined : true;
  };
  return waitUntil(look, { signal: AbortSignal.timeout(graceMs) }).catch(() => false);
}
