import { abortable } from '../../lib/abortable.ts';
import type { Lab } from '../../stack/lab.ts';
import type { ProcessState } from '../../stack/status.ts';
import type { ProcessFact } from '../../model/observation.ts';
import { startBeat } from '../beat.ts';
import type { Emit, Probe } from '../probe.ts';

const shown = {
  starting: 'starting',
  ready: 'ready',
  paused: 'paused',
  restarting: 'exited',
  failed: 'exited',
  stopped: 'stopped',
} as const satisfies Record<ProcessState, ProcessFact['state']>;

/** Asks the supervisor on a beat and emits every change of a process: its pid, its state, or why it does not run. */
export async function startProcessesProbe(lab: Lab, emit: Emit): Promise<Probe> {
  const known = new Map<string, string>();

  async function look(): Promise<void> {
    const status = await lab.status();
    for (const { name, pid, state, detail } of [...status.services, ...status.relays]) {
      const now = `${pid} ${state} ${detail}`;
      if (known.get(name) === now) continue;
      known.set(name, now);
      emit({
        kind: 'process',
        process: name,
        pid,
        state: shown[state],
        ...(detail !== undefined && { detail }),
      });
    }
  }

  // A lab that does not answer is seen by whoever waits for its services; this probe only tells of changes.
  const beat = await startBeat(look);

  return {
    name: 'processes',
    async caughtUp(signal) {
      signal.throwIfAborted();
      await abortable(beat.look(), signal);
    },
    async stop() {
      beat.stop();
      await beat.rest();
    },
  };
}
