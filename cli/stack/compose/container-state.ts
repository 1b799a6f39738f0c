import * as z from 'zod';
import type { ProcessState } from '../status.ts';
import { type Container, serviceLabel } from './container.ts';

export interface ContainerState {
  /** `done`: a job that has ended as it should; one that has not is `failed`. */
  readonly state: ProcessState | 'done';
  readonly restarts: number;
  /** Name of the container; null before there is one. */
  readonly container: string | null;
  /** That it ends now is wanted. */
  readonly isAskedToStop: boolean;
  /** Whether the engine looks after its health; what nobody looks after is ready once it has started. */
  readonly isLookedAfter: boolean;
}

export interface ContainerEvent {
  readonly action: string;
  readonly service: string;
  readonly container: string;
  /** Of one that has died. */
  readonly exitCode?: number;
}

export const unknownState: ContainerState = {
  state: 'stopped',
  restarts: 0,
  container: null,
  isAskedToStop: false,
  isLookedAfter: true,
};

/** Those of `docker events` that change a state. */
export const watchedActions = [
  'create',
  'start',
  'die',
  'stop',
  'pause',
  'unpause',
  'destroy',
  'health_status',
];

const eventShape = z.object({
  Action: z.string(),
  Actor: z.object({ Attributes: z.record(z.string(), z.string()) }),
});

/** A line of `docker events --format '{{json .}}'`; undefined where it tells of no service. */
export function parseEvent(line: string): ContainerEvent | undefined {
  const { Action, Actor } = eventShape.parse(JSON.parse(line));
  const { [serviceLabel]: service, name: container, exitCode } = Actor.Attributes;
  if (service === undefined || container === undefined) return undefined;
  return {
    action: Action,
    service,
    container,
    ...(exitCode !== undefined && { exitCode: Number(exitCode) }),
  };
}

/** `needed`: the lab cannot do without it. `job`: by the compose file it ends when it is done, or has failed. */
export type Part = 'needed' | 'helper' | 'job';

export function afterEvent(
  before: ContainerState,
  { action, container, exitCode }: ContainerEvent,
  part: Part = 'needed',
): ContainerState {
  const now = (state: ContainerState['state']): ContainerState => ({ ...before, container, state });
  switch (action) {
    case 'create':
      return now('starting');
    case 'start':
      return afterStart(before, now);
    case 'die':
      if (before.isAskedToStop) return now('stopped');
      return now(ended(exitCode, part) ?? 'restarting');
    // After `die`, where somebody stopped it by hand: the engine does not start it again.
    case 'stop':
      return now('stopped');
    case 'destroy':
      return { ...now('stopped'), container: null };
    case 'pause':
      return now('paused');
    case 'unpause':
      return now('ready');
    case 'health_status: healthy':
      return before.state === 'paused' ? before : now('ready');
    case 'health_status: unhealthy':
      return before.state === 'paused' ? before : now('failed');
    default:
      return before;
  }
}

/** Undefined of what is to run again. */
function ended(exitCode: number | undefined, part: Part): 'done' | 'failed' | undefined {
  if (part !== 'needed' && exitCode === 0) return 'done';
  return part === 'job' ? 'failed' : undefined;
}

function afterStart(
  before: ContainerState,
  now: (state: ContainerState['state']) => ContainerState,
): ContainerState {
  const isAgain = before.state === 'restarting';
  const state = !before.isLookedAfter ? 'ready' : isAgain ? 'restarting' : 'starting';
  return { ...now(state), isAskedToStop: false, restarts: before.restarts + (isAgain ? 1 : 0) };
}

/** As it is found; of what happened before it only matters that it was stopped. */
export function foundState(
  before: ContainerState,
  { name, status, health, exitCode }: Container,
  part: Part = 'needed',
): ContainerState {
  const wasStopped = before.isAskedToStop || (before.state === 'stopped' && before.container !== null);
  const state = ((): ContainerState['state'] => {
    if (status === 'paused') return 'paused';
    if (status === 'restarting') return 'restarting';
    if (status === 'exited' && !wasStopped) return ended(exitCode, part) ?? 'stopped';
    if (status !== 'running') return 'stopped';
    if (health === 'starting') return before.state === 'restarting' ? 'restarting' : 'starting';
    return health === 'unhealthy' ? 'failed' : 'ready';
  })();
  return { ...before, container: name, state, isLookedAfter: health !== undefined };
}
