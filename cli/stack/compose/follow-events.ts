import { setTimeout as delay } from 'node:timers/promises';
import { noOneOff, projectLabel } from './container.ts';
import { type ContainerEvent, parseEvent, watchedActions } from './container-state.ts';
import type { Docker } from './docker-cli.ts';

interface FollowOptions {
  readonly docker: Docker;
  readonly project: string;
  readonly signal: AbortSignal;
  readonly onEvent: (event: ContainerEvent) => void;
  /** The stream of events ended, as when the engine is restarted; it is about to be followed again. */
  readonly onGap: () => Promise<void>;
  readonly onProblem: (thrown: unknown) => void;
}

const againMs = 500;

/** What the engine tells of a project's containers, until the signal. Never rejects. */
export async function followEvents(options: FollowOptions): Promise<void> {
  const { docker, project, signal, onEvent, onGap, onProblem } = options;
  const filters = [
    `label=${projectLabel}=${project}`,
    noOneOff,
    ...watchedActions.map((action) => `event=${action}`),
  ];
  const args = ['events', '--format', '{{json .}}', ...filters.flatMap((each) => ['--filter', each])];
  const onLine = (line: string): void => {
    const event = line.startsWith('{') ? parseEvent(line) : undefined;
    if (event !== undefined) onEvent(event);
  };
  while (!signal.aborted) {
    await docker(args, { signal, onLine }).catch((thrown: unknown) => {
      if (!signal.aborted) onProblem(thrown);
    });
    await delay(againMs, undefined, { signal }).catch(() => undefined);
    if (!signal.aborted) await onGap().catch(onProblem);
  }
}
