import { StackError, toError, UserError } from '../../lib/errors.ts';
import { waitUntil } from '../../lib/wait-until.ts';
import type { Lab } from '../lab.ts';
import type { LabState } from '../lab-state.ts';
import { isRunning } from '../processes/identity.ts';
import type { LabStatus } from '../status.ts';
import type { LabDescription } from '../supervisor/protocol.ts';
import { ask } from './control-client.ts';

/** Longer than a stop may take (5 s, of containers more), and than a process or container may take to get ready (30 or 60 s). */
const limitMs = { look: 10_000, stop: 90_000, control: 90_000 };
/** A process that was killed closes its sockets first, and is seen to be gone some time after that. */
const dyingMs = 5_000;

export interface RunningLab {
  readonly lab: Lab;
  readonly phase: LabDescription['phase'];
}

/** The lab of this state; undefined when its supervisor is gone or ends at this moment. */
export async function connectLab(
  state: LabState,
  owned: boolean,
  cleanUp: () => Promise<void>,
): Promise<RunningLab | undefined> {
  if (!(await isRunning(state.supervisor))) return undefined;
  const answer = await askOrLost(state, 'GET', '/lab', limitMs.look).catch(async (thrown: unknown) => {
    await gone(state, dyingMs).catch(() => {
      throw thrown;
    });
    return undefined;
  });
  if (answer === undefined) return undefined;
  const { phase, ...description } = answer as LabDescription;
  const lab: Lab = {
    ...description,
    name: state.lab,
    owned,
    status: async () => (await askOrLost(state, 'GET', '/status', limitMs.look)) as LabStatus,
    async control(verb, process) {
      await askOrLost(state, 'POST', `/processes/${encodeURIComponent(process)}/${verb}`, limitMs.control);
    },
    async stop() {
      await ask(state.control, 'POST', '/stop', limitMs.stop).catch(async (thrown: unknown) => {
        // Stopped already, or lost: then there is only the cleaning to do.
        if (await isRunning(state.supervisor)) throw lost(state, thrown);
      });
      await gone(state, limitMs.stop);
      await cleanUp();
    },
  };
  return { lab, phase };
}

async function askOrLost(
  state: LabState,
  method: 'GET' | 'POST',
  path: string,
  ms: number,
): Promise<unknown> {
  try {
    return await ask(state.control, method, path, ms);
  } catch (thrown) {
    throw thrown instanceof UserError ? thrown : lost(state, thrown);
  }
}

function lost({ lab, supervisor }: LabState, thrown: unknown): StackError {
  return new StackError(
    `Lab "${lab}" does not answer (supervisor, process ${supervisor.pid}): ${toError(thrown).message}. ` +
      `If it hangs, end that process; the next command cleans up.`,
    { cause: thrown },
  );
}

async function gone({ supervisor }: LabState, withinMs: number): Promise<void> {
  const look = async (): Promise<true | undefined> => ((await isRunning(supervisor)) ? undefined : true);
  await waitUntil(look, { signal: AbortSignal.timeout(withinMs) });
}
