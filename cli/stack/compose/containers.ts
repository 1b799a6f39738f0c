import { setTimeout as delay } from 'node:timers/promises';
import { StackError, toError, UsageError } from '../../lib/errors.ts';
import { waitUntil } from '../../lib/wait-until.ts';
import { isTimeout, withLimit } from '../../lib/with-limit.ts';
import { thereIsNo } from '../../systems/nearest.ts';
import type { Verb } from '../supervisor/protocol.ts';
import type { Container } from './container.ts';
import {
  afterEvent,
  type ContainerEvent,
  type ContainerState,
  foundState,
  type Part,
  unknownState,
} from './container-state.ts';
import type { Docker } from './docker-cli.ts';
import { followEvents } from './follow-events.ts';
import { containersOf } from './project.ts';

interface ContainersOptions {
  readonly docker: Docker;
  readonly project: string;
  /** Whether what was killed from outside is started again: the engine takes such an end for wanted. */
  readonly revive: boolean;
  /** Whether the lab cannot do without it. What else ends with exit code 0 is done. */
  readonly isNeeded: (service: string) => boolean;
  /** Whether it ends when it is done by the compose file: one that fails then is not started again. */
  readonly isJob: (service: string) => boolean;
  readonly readyWithinMs: number;
  readonly onChange: (service: string, state: ContainerState) => void;
  /** At each look, and when one has been started: Docker may have given it other ports. */
  readonly onFound: (containers: readonly Container[]) => void;
  readonly log: (line: string) => void;
}

/** The engine's own restart comes 0.1 s after a first crash, and later after each that follows at once. */
const reviveAfterMs = 2000;
/** A process that is asked to stop has so long, in seconds. */
const graceS = '3';

/** The containers of a project: what they are doing, as the engine tells, and the verbs that change it. */
export class Containers {
  readonly #options: ContainersOptions;
  readonly #states = new Map<string, ContainerState>();
  readonly #life = new AbortController();
  #following: Promise<void> = Promise.resolve();

  constructor(options: ContainersOptions) {
    this.#options = options;
  }

  get states(): ReadonlyMap<string, ContainerState> {
    return this.#states;
  }

  /** From now on states are kept up to date. */
  follow(): void {
    const { docker, project } = this.#options;
    this.#following = followEvents({
      docker,
      project,
      signal: this.#life.signal,
      onEvent: (event) => this.#take(event),
      // What happened meanwhile was told to nobody.
      onGap: async () => void (await this.refresh()),
      onProblem: (thrown) => this.#told(thrown),
    });
  }

  async stopFollowing(): Promise<void> {
    this.#life.abort(new StackError('The lab is stopping.'));
    await this.#following;
  }

  /** Looks at all of them: of what died or went away meanwhile the engine may have told nobody. */
  async refresh(): Promise<readonly Container[]> {
    const before = new Map(this.#states);
    const found = await this.#look();
    // What the engine told during the look is newer.
    const isUnchanged = (service: string) => this.#states.get(service) === before.get(service);
    for (const each of found) this.#find(each, isUnchanged(each.service));
    for (const [service, state] of before)
      if (isUnchanged(service) && !found.some((each) => each.service === service))
        this.#become(service, { ...state, state: 'stopped', container: null });
    this.#options.onFound(found);
    return found;
  }

  #look(): Promise<readonly Container[]> {
    const { docker, project } = this.#options;
    return containersOf(docker, project);
  }

  #find(container: Container, isUnchanged: boolean): void {
    const { service, name } = container;
    const before = this.#state(service);
    const after = foundState(before, container, this.#part(service));
    const hasDied =
      after.state === 'stopped' &&
      container.status === 'exited' &&
      before.state !== 'stopped' &&
      !before.isAskedToStop;
    if (!this.#options.revive || !hasDied || !isUnchanged) return this.#become(service, after);
    this.#become(service, { ...after, state: 'restarting' });
    void this.#revive(service, name);
  }

  /** Resolves when it is done. Rejects with StackError when its container is gone, or it does not get ready; with UsageError where nothing is called so. */
  async control(verb: Verb, service: string): Promise<void> {
    const container = this.#named(service);
    switch (verb) {
      case 'stop':
        return this.#stop(service, container);
      case 'start':
        return this.#start(service, container);
      case 'restart':
        await this.#stop(service, container);
        return this.#start(service, container);
      case 'kill':
        await this.#goOn(service, container);
        await this.#docker(['kill', container]);
        void this.#docker(['start', container]).catch((thrown: unknown) => this.#told(thrown));
        return undefined;
      case 'pause':
        return this.#pause(service, container);
      case 'resume':
        this.#refuseStopped(service);
        return this.#goOn(service, container);
    }
  }

  async #stop(service: string, container: string): Promise<void> {
    await this.#goOn(service, container);
    this.#become(service, { ...this.#state(service), isAskedToStop: true });
    await this.#docker(['stop', '-t', graceS, container]);
    this.#become(service, { ...this.#state(service), state: 'stopped' });
  }

  async #start(service: string, container: string): Promise<void> {
    await this.#goOn(service, container);
    this.#become(service, { ...this.#state(service), isAskedToStop: false });
    await this.#docker(['start', container]);
    await this.refresh();
    await this.#untilReady(service, container);
  }

  async #untilReady(service: string, container: string): Promise<void> {
    const { readyWithinMs } = this.#options;
    const isReady = () => {
      const { state } = this.#state(service);
      if (state === 'failed' && this.#part(service) === 'job')
        throw new StackError(`The job "${service}" has failed: docker logs ${container}`);
      return ['ready', 'done'].includes(state) ? true : undefined;
    };
    await withLimit(this.#life.signal, readyWithinMs, (signal) =>
      waitUntil(isReady, { signal, everyMs: 25 }),
    ).catch((thrown: unknown) => {
      this.#life.signal.throwIfAborted();
      if (!isTimeout(thrown)) throw thrown;
      throw new StackError(
        `${service} is not ready after ${readyWithinMs / 1000} s: docker logs ${container}`,
        {
          cause: thrown,
        },
      );
    });
  }

  async #pause(service: string, container: string): Promise<void> {
    // What was killed does its work again before the engine has asked for its health.
    if (['starting', 'restarting'].includes(this.#state(service).state))
      await this.#untilReady(service, container);
    const { state } = this.#state(service);
    if (state === 'paused') return;
    if (state !== 'ready') throw new StackError(`${service} is ${state}: only what is ready can be paused.`);
    await this.#docker(['pause', container]);
    this.#become(service, { ...this.#state(service), state: 'paused' });
  }

  #refuseStopped(service: string): void {
    if (this.#state(service).state === 'stopped')
      throw new StackError(
        `${service} is stopped, and cannot be resumed. Start it first: saga-lab start ${service}`,
      );
  }

  /** Nothing else can be done with a container that is paused. */
  async #goOn(service: string, container: string): Promise<void> {
    if (this.#state(service).state !== 'paused') return;
    await this.#docker(['unpause', container]);
    this.#become(service, { ...this.#state(service), state: 'ready' });
  }

  #take(event: ContainerEvent): void {
    const after = afterEvent(this.#state(event.service), event, this.#part(event.service));
    this.#become(event.service, after);
    if (event.action === 'start')
      void this.#look()
        .then(this.#options.onFound)
        .catch((thrown: unknown) => this.#told(thrown));
    if (event.action === 'die' && after.state === 'restarting' && this.#options.revive)
      void this.#revive(event.service, event.container);
  }

  async #revive(service: string, container: string): Promise<void> {
    const { restarts } = this.#state(service);
    await delay(reviveAfterMs, undefined, { signal: this.#life.signal, ref: false }).catch(() => undefined);
    const now = this.#state(service);
    if (this.#life.signal.aborted || now.state !== 'restarting' || now.restarts !== restarts) return;
    await this.#docker(['start', container]).catch((thrown: unknown) => this.#told(thrown));
  }

  #docker(args: readonly string[]): Promise<string> {
    return this.#options.docker(args, { signal: this.#life.signal });
  }

  #state(service: string): ContainerState {
    return this.#states.get(service) ?? unknownState;
  }

  #part(service: string): Part {
    if (this.#options.isNeeded(service)) return 'needed';
    return this.#options.isJob(service) ? 'job' : 'helper';
  }

  #named(service: string): string {
    const { container } = this.#state(service);
    if (container !== null) return container;
    const there = [...this.#states].flatMap(([name, state]) => (state.container === null ? [] : [name]));
    const message = thereIsNo('container', service, there);
    throw this.#states.has(service) ? new StackError(message) : new UsageError(message);
  }

  #become(service: string, state: ContainerState): void {
    this.#states.set(service, state);
    this.#options.onChange(service, state);
  }

  #told(thrown: unknown): void {
    this.#options.log(toError(thrown).message);
  }
}
