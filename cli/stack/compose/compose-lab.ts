import { StackError, toError } from '../../lib/errors.ts';
import { faultsFile, linesFile, logFile } from '../lab-files.ts';
import { dockerCli, type Docker } from './docker-cli.ts';
import type { LabStatus, RelayStatus } from '../status.ts';
import { answeringOf } from '../supervisor/answering.ts';
import { told } from '../supervisor/context.ts';
import type { LabOwner, LabOwnerOptions } from '../supervisor/lab-owner.ts';
import { planLab, type Plan } from '../supervisor/plan.ts';
import type { LabDescription, Phase, StackChoice, Verb } from '../supervisor/protocol.ts';
import { prepareRabbit } from '../supervisor/rabbit-topology.ts';
import { relayName } from '../supervisor/relay.ts';
import { createTopics } from '../supervisor/topics.ts';
import { bundledComposeFile } from './bundled-file.ts';
import { checkDocker } from './check-docker.ts';
import { composeStatus } from './compose-status.ts';
import type { ContainerState } from './container-state.ts';
import { Containers } from './containers.ts';
import { followLogs } from './follow-logs.ts';
import { startGuard, type Guard } from './guard.ts';
import { noteProject } from './note.ts';
import { OwnProject } from './own-project.ts';
import { projectName } from './project.ts';
import { askRelay } from './relay-container.ts';
import { StartProgress } from './start-progress.ts';
import { Whereabouts } from './whereabouts.ts';

type Choice = Extract<StackChoice, { kind: 'compose' }>;

/** A container takes longer than a process: Docker looks at its health every few seconds, and Debezium loads for long. */
const readyWithinMs = 180_000;

/** A lab whose servers and services are containers of one compose project: one of its own, or one that runs already. */
export class ComposeLab implements LabOwner {
  readonly #options: LabOwnerOptions;
  readonly #plan: Plan;
  readonly #docker: Docker;
  readonly #project: string;
  readonly #own: OwnProject | undefined;
  readonly #containers: Containers;
  readonly #whereabouts: Whereabouts;
  readonly #life = new AbortController();
  readonly #progress: StartProgress;
  #lag: RelayStatus['lag'] = { messages: 0, bytes: 0 };
  #phase: Phase = 'starting';
  #guard: Guard | undefined;
  #starting: Promise<void> = Promise.resolve();
  #logs: Promise<void> = Promise.resolve();
  #stopping: Promise<void> | undefined;

  constructor(options: LabOwnerOptions, choice: Choice) {
    const { config, sentinel, progress, log } = options;
    this.#options = options;
    this.#plan = planLab(config.systems);
    this.#whereabouts = new Whereabouts(this.#plan);
    this.#docker = dockerCli(sentinel);
    this.#project = choice.project ?? projectName(config.lab, config.files);
    this.#progress = new StartProgress(progress);
    const { signal } = this.#life;
    const shared = { docker: this.#docker, project: this.#project, log };
    if (choice.project === undefined)
      this.#own = new OwnProject({
        ...shared,
        file: choice.file ?? bundledComposeFile(this.#plan.systems),
        plan: this.#plan,
        config,
        progress,
        signal,
      });
    this.#containers = new Containers({
      ...shared,
      revive: this.#own !== undefined,
      isNeeded: (service) => this.#whereabouts.needed.has(service),
      isJob: (service) => this.#own?.jobs.includes(service) === true,
      readyWithinMs,
      onChange: (service, state) => this.#tell(service, state),
      onFound: (containers) => {
        if (this.#phase === 'started') this.#whereabouts.take(containers);
      },
    });
  }

  get phase(): Phase {
    return this.#phase;
  }

  get processes(): LabOwner['processes'] {
    return this.#guard === undefined ? [] : [{ name: 'guard', pid: this.#guard.pid }];
  }

  start(): Promise<void> {
    this.#starting = this.#start();
    return this.#starting;
  }

  stop(reason: string): Promise<void> {
    this.#stopping ??= this.#stopOnce(reason);
    return this.#stopping;
  }

  describe(): LabDescription {
    const { files } = this.#options.config;
    const { containers, brokerImage, addresses, management } = this.#whereabouts;
    const { services, databases, broker } = addresses;
    const observed = this.#own === undefined ? [] : this.#withRelay([...services.keys()]);
    const logged = containers.map(({ service }) => service);
    return {
      phase: this.#phase,
      stack: 'compose',
      label: `containers of project ${this.#project}${brokerImage === undefined ? '' : `, broker ${brokerImage}`}`,
      services: Object.fromEntries(services),
      databases: Object.fromEntries(databases),
      broker,
      given: {},
      brokerKind: this.#plan.broker,
      management,
      lines: Object.fromEntries(observed.map((name) => [name, linesFile(files, name)])),
      logs: Object.fromEntries(logged.map((name) => [name, logFile(files, name)])),
      faults: Object.fromEntries(observed.map((name) => [name, faultsFile(files, name)])),
    };
  }

  async status(): Promise<LabStatus> {
    const { config } = this.#options;
    const { relay, containers, addresses, needed } = this.#whereabouts;
    const urls = this.#plan.services.flatMap(({ name, health }) => {
      const url = addresses.services.get(name);
      const isReady = this.#containers.states.get(name)?.state === 'ready';
      return url === undefined || !isReady ? [] : [[name, `${url}${health}`] as const];
    });
    const [{ answers: relayAnswers, lag }, answering] = await Promise.all([
      askRelay(relay, containers, this.#lag),
      answeringOf(new Map(urls)),
    ]);
    this.#lag = lag;
    return composeStatus({
      lab: config.lab,
      plan: this.#plan,
      mode: config.relay,
      relay,
      phase: this.#phase,
      states: this.#containers.states,
      addresses,
      needed,
      jobs: this.#own?.jobs ?? [],
      lag,
      relayAnswers,
      answering,
    });
  }

  control(verb: Verb, name: string): Promise<void> {
    if (this.#phase === 'stopping') throw new StackError('The lab is stopping.');
    return this.#containers.control(verb, this.#whereabouts.containerOf(name));
  }

  async #start(): Promise<void> {
    const { config, progress, log } = this.#options;
    await told({ progress }, 'docker', String, () => checkDocker(this.#docker));
    if (this.#own !== undefined) {
      await noteProject(config.files, this.#project);
      this.#guard = await startGuard(this.#project, config.ephemeral);
      this.#options.onChange();
    }
    this.#containers.follow();
    await this.#own?.up();
    const found = await this.#containers.refresh();
    if (found.length === 0)
      throw new StackError(
        `There are no containers of a compose project "${this.#project}". \`docker compose ls\` lists the projects that run.`,
      );
    this.#whereabouts.take(found);
    this.#logs = followLogs(this.#docker, this.#project, config.files, this.#life.signal, log);
    if (this.#own !== undefined) await this.#prepareBroker(this.#whereabouts.addresses.broker);
    if (this.#phase === 'starting') this.#phase = 'started';
  }

  #prepareBroker(address: string): Promise<void> {
    if (this.#plan.broker === 'rabbitmq') return prepareRabbit(address, this.#plan);
    return createTopics({ address }, this.#plan.topics);
  }

  async #stopOnce(reason: string): Promise<void> {
    const { log, cleanUp } = this.#options;
    log(`stopping: ${reason}`);
    this.#phase = 'stopping';
    this.#life.abort(new StackError('The lab is stopping.'));
    await this.#starting.catch(() => undefined);
    await Promise.all([this.#containers.stopFollowing(), this.#logs]);
    try {
      await this.#own?.down();
      await this.#guard?.stop();
    } catch (thrown) {
      // The guard is left to try again: it does so once this process has ended.
      log(toError(thrown).message);
    }
    await cleanUp().catch((thrown: unknown) => log(`cleaning up: ${toError(thrown).message}`));
  }

  #tell(service: string, state: ContainerState): void {
    this.#options.onChange();
    if (this.#phase === 'starting' && this.#own !== undefined) this.#progress.tell(service, state);
  }

  /** Debezium writes no lines, and takes no faults. */
  #withRelay(services: readonly string[]): string[] {
    return this.#whereabouts.relay?.by === 'lab' ? [...services, relayName] : [...services];
  }
}
