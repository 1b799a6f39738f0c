import * as z from 'zod';
import type { ProcessState } from '../status.ts';
import { type Container, serviceLabel } from './container.ts';

export interface ContainerState {
  readonly state: ProcessState;
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
  const { [serviceLabel]: service, name: container } = Actor.Attributes;
  return service === undefined || container === undefined
    ? undefined
    : { action: Action, service, container };
}

export function afterEvent(before: ContainerState, { action, container }: ContainerEvent): ContainerState {
  const now = (state: ProcessState): ContainerState => ({ ...before, container, state });
  switch (action) {
    case 'create':
      return now('starting');
    case 'start':
      return afterStart(before, now);
    case 'die':
      return now(before.isAskedToStop ? 'stopped' : 'restarting');
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

function afterStart(before: ContainerState, now: (state: ProcessState) => ContainerState): ContainerState {
  const isAgain = before.state === 'restarting';
  const state = !before.isLookedAfter ? 'ready' : isAgain ? 'restarting' : 'starting';
  return { ...now(state), isAskedToStop: false, restarts: before.restarts + (isAgain ? 1 : 0) };
}

/** As it is found, whatever happened before. */
export function foundState(before: ContainerState, { name, status, health }: Container): ContainerState {
  const state = ((): ProcessState => {
    if (status === 'paused') return 'paused';
    if (status === 'restarting') return 'restarting';
    if (status !== 'running') return 'stopped';
    if (health === 'starting') return before.state === 'restarting' ? 'restarting' : 'starting';
    return health === 'unhealthy' ? 'failed' : 'ready';
  })();
  return { ...before, container: name, state, isLookedAfter: health !== undefined };
}
