import { toError } from '../../lib/errors.ts';
import type { Lab } from '../../stack/lab.ts';
import type { LabStatus, ProcessState } from '../../stack/status.ts';
import type { SessionInfo } from '../state/look.ts';
import { serverProcess } from './driven-in.ts';

/** How a lab is: what of it does not run, and what to do, in words; undefined while all is well. */
export interface Health extends Pick<SessionInfo, 'state' | 'trouble'> {
  /** Why, where there is more to say than a header has room for. */
  readonly because?: string;
}

/** What is asked of the lab by whoever watches it (its processes are looked at twice a second) tells how it is. */
export function heardLab(lab: Lab, tell: (health: Health) => void): Lab {
  return {
    ...lab,
    async status() {
      try {
        const status = await lab.status();
        tell(healthOf(status));
        return status;
      } catch (thrown) {
        tell(goneBecause(lab.name, toError(thrown).message));
        throw thrown;
      }
    },
  };
}

export function healthOf(status: LabStatus): Health {
  const { lab, state } = status;
  if (state === 'down') return goneBecause(lab, 'it was stopped');
  if (state !== 'degraded') return { state, trouble: undefined };
  const troubles = [...processTroubles(status), ...serverTroubles(status)];
  const unnamed = `something of it does not run: saga-lab status --lab ${lab} says what`;
  return { state, trouble: troubles.length === 0 ? unnamed : troubles.join('; ') };
}

function goneBecause(lab: string, why: string): Health {
  const trouble = `lab ${lab} is gone: q, then saga-lab tui starts another`;
  return { state: 'gone', trouble, because: why };
}

/** Names in angle brackets are put in; commands after a colon are those of the palette. */
const remedies: Readonly<Record<Exclude<ProcessState, 'ready'>, string>> = {
  starting: 'is starting',
  restarting: 'died and is started again',
  failed: 'dies at every start: saga-lab logs <name> says why',
  stopped: 'is stopped: `:start <name>`',
  paused: 'is paused: `:resume <name>`',
};

function processTroubles({ services, relays }: LabStatus): string[] {
  return [...relays, ...services].flatMap(({ name, state, answers, detail }) => {
    if (state === 'ready') return answers ? [] : [`${name} does not answer`];
    if (detail !== undefined) return [`${name} cannot be started: ${detail}`];
    return [`${name} ${remedies[state].replace('<name>', name)}`];
  });
}

/** Of processes a lab tells whether they run, of containers how they are, of others' servers nothing. */
function serverTroubles({ stack, databases, brokers }: LabStatus): string[] {
  if (stack === 'external') return [];
  const troubles = [...brokers, ...databases].flatMap((server) => {
    const name = serverProcess(server, databases);
    if (stack === 'embedded') return server.pid === null ? [`${name} does not run: \`:start ${name}\``] : [];
    const { state = 'ready' } = server;
    return state === 'ready' ? [] : [`${name} ${remedies[state].replace('<name>', name)}`];
  });
  return [...new Set(troubles)];
}
