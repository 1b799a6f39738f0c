import { chown, writeFile } from 'node:fs/promises';
import { StackError, toError } from '../../lib/errors.ts';
import { told } from '../supervisor/context.ts';
import type { Plan } from '../supervisor/plan.ts';
import type { Progress, SupervisorConfig } from '../supervisor/protocol.ts';
import { relayName } from '../supervisor/relay.ts';
import { composeStep } from './compose-step.ts';
import type { Docker } from './docker-cli.ts';
import { logsOfUnwell } from './logs-of-unwell.ts';
import { overrideDocument, overrideFile } from './override.ts';
import { parseConfig, type ComposeConfig } from './compose-config.ts';
import { containersOf, removeProject } from './project.ts';
import { ProjectPorts } from './project-ports.ts';
import { relayContainer } from './relay-container.ts';

interface OwnProjectOptions {
  readonly docker: Docker;
  readonly project: string;
  readonly file: string;
  readonly plan: Plan;
  readonly config: SupervisorConfig;
  readonly progress: (progress: Progress) => void;
  readonly signal: AbortSignal;
}

/** Uid and gid of `node` in the image: a service is never root, even where the lab is. */
const imageUser = 1000;
const stopS = '5';

/** A project that the lab makes of a compose file, and takes away again. */
export class OwnProject {
  readonly #options: OwnProjectOptions;
  readonly #ports = new ProjectPorts();
  #jobs: readonly string[] = [];

  constructor(options: OwnProjectOptions) {
    this.#options = options;
  }

  /** Services of the file that end when they are done, and that the system does not have; empty until the file is read. */
  get jobs(): readonly string[] {
    return this.#jobs;
  }

  /** Pulls, builds and starts; resolves when every container is healthy. */
  async up(): Promise<void> {
    const { docker, project, file, plan, config, progress, signal } = this.#options;
    const base = ['compose', '--project-name', project, '--file', file];
    const read = async (env?: Readonly<Record<string, string>>) =>
      parseConfig(await docker([...base, 'config', '--format', 'json'], { env, signal }));
    const known = await read();
    this.#refuseOthers(known);
    this.#jobs = known.jobs.filter((job) => plan.services.every(({ name }) => name !== job));
    const env = { RELAY_MODE: config.relay, ...(await this.#ports.choose(known.publishing, plan)) };
    await this.#ports.settle(file, (await read(env)).published, progress);
    await this.#writeOverride(known);
    const compose = [...base, '--file', overrideFile(config.files), '--progress', 'plain'];
    const step = (args: readonly string[]) =>
      docker([...compose, ...args], {
        env,
        signal,
        onLine: (line) => {
          const note = composeStep(line, known.services);
          if (note !== undefined) progress({ what: note.what, state: 'note', detail: note.detail });
        },
      });
    await told({ progress }, 'images', String, async () => {
      if (known.pulled.length > 0) await step(['pull', '--policy', 'missing', ...known.pulled]);
      await step(['build']);
      return 'pulled and built';
    });
    await this.#start(known, step).catch(async (thrown: unknown) => {
      signal.throwIfAborted();
      const { message } = toError(thrown);
      const hint = / exited \(0\)/.test(message)
        ? `\nA job that ends when it is done has restart: 'no' in ${file}.`
        : '';
      throw new StackError(`${message}${hint}${await logsOfUnwell(docker, project)}`, { cause: thrown });
    });
  }

  /** Compose takes the end of a job for a failure, unless somebody waits for it (docker/compose#10596): so nothing is to wait for jobs. */
  async #start(known: ComposeConfig, step: (args: readonly string[]) => Promise<unknown>): Promise<void> {
    const { docker, project } = this.#options;
    const jobs = this.#jobs;
    const up = ['up', '--detach', '--no-build', '--pull', 'never'];
    if (jobs.length === 0) {
      await step([...up, '--wait']);
      return;
    }
    await step(up);
    const lasting = known.services.filter((name) => !jobs.includes(name));
    await step([...up, '--no-deps', '--no-recreate', '--wait', ...lasting]);
    const failed = (await containersOf(docker, project)).find(
      ({ service, status, exitCode }) => jobs.includes(service) && status === 'exited' && exitCode !== 0,
    );
    if (failed !== undefined)
      throw new StackError(`The job "${failed.service}" ended with exit code ${failed.exitCode}.`);
  }

  /** Nothing of it is left but, unless it is ephemeral, its volumes. */
  async down(): Promise<void> {
    const { docker, project, config } = this.#options;
    if (!config.ephemeral)
      await docker(['compose', '--project-name', project, 'down', '--timeout', stopS, '--remove-orphans']);
    await removeProject(docker, project, config.ephemeral);
    await this.#ports.release();
  }

  #refuseOthers({ services }: ComposeConfig): void {
    const { plan, file, config } = this.#options;
    if (config.relay === 'polling' && relayContainer(plan, services)?.by === 'debezium')
      throw new StackError(
        `--relay polling is for the lab's relay, and ${file} has Debezium Server, which reads the write-ahead log. Leave --relay out.`,
      );
    const missing = plan.services.find(({ name }) => !services.includes(name))?.name;
    if (missing !== undefined)
      throw new StackError(
        `${file} has no service "${missing}", which the system has. It has: ${services.join(', ')}. Name the services of both files alike.`,
      );
  }

  async #writeOverride({ services }: ComposeConfig): Promise<void> {
    const { plan, config } = this.#options;
    const { files } = config;
    const observed = [...plan.services.map(({ name }) => name), relayName].filter((name) =>
      services.includes(name),
    );
    const uid = process.getuid?.() ?? imageUser;
    if (uid === 0)
      for (const folder of [files.lines, files.faults]) await chown(folder, imageUser, imageUser);
    const user = uid === 0 ? undefined : `${uid}:${process.getgid?.() ?? uid}`;
    await writeFile(
      overrideFile(files),
      JSON.stringify(overrideDocument({ files, observed, user }), undefined, 2),
    );
  }
}
