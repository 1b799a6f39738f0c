import { setTimeout as delay } from 'node:timers/promises';
import { StackError, toError } from '../../lib/errors.ts';
import { faultsFile, linesFile, logFile } from '../lab-files.ts';
import type { BrokerStatus, LabStatus, RelayStatus } from '../status.ts';
import { answeringOf } from './answering.ts';
import type { Context, Stack } from './context.ts';
import { embeddedStack } from './embedded-stack.ts';
import { childEnvironment } from './environment.ts';
import { externalStack } from './external-stack.ts';
import { givenDatabases } from './given-databases.ts';
import { LabPorts } from './lab-ports.ts';
import type { LabOwner, LabOwnerOptions } from './lab-owner.ts';
import type { ManagedProcess } from './managed-process.ts';
import { planLab, type Plan } from './plan.ts';
import { ProcessTable } from './process-table.ts';
import type { LabDescription, Phase, StackChoice, Verb } from './protocol.ts';
import { relayLag, relayName, startRelay } from './relay.ts';
import { awaitGiven, givenView } from './given-service.ts';
import { startService } from './services.ts';
import { statusDocument } from './status-document.ts';

type Choice = Exclude<StackChoice, { kind: 'compose' }>;

/** Owns all processes of a lab, from the first to the last. */
export class Supervisor implements LabOwner {
  readonly #table: ProcessTable;
  readonly #options: LabOwnerOptions;
  readonly #choice: Choice;
  readonly #plan: Plan;
  readonly #ports: LabPorts;
  readonly #databases = new Map<string, string>();
  #broker = '';
  #brokerKind: BrokerStatus['kind'] = 'kafka';
  #label = '';
  #lag: RelayStatus['lag'] = { messages: 0, bytes: 0 };
  #phase: Phase = 'starting';
  #parts: readonly Promise<unknown>[] = [];
  #stopping: Promise<void> | undefined;

  constructor(options: LabOwnerOptions, choice: Choice) {
    this.#options = options;
    this.#choice = choice;
    this.#plan = planLab(options.config.systems);
    this.#ports = new LabPorts(this.#plan);
    const { sentinel, log, onChange, config } = options;
    this.#table = new ProcessTable({ sentinel, log, onChange, readyWithinMs: config.readyWithinMs });
  }

  get phase(): Phase {
    return this.#phase;
  }

  get processes(): readonly ManagedProcess[] {
    return this.#table.processes;
  }

  /** Resolves when everything is ready; rejects with the first failure, others may still be under way. */
  async start(): Promise<void> {
    const { config, progress } = this.#options;
    await this.#ports.choose(progress);
    const context: Context = {
      config,
      plan: this.#plan,
      environment: childEnvironment(process.env, config.home),
      progress,
      run: (role, spec, look) => this.#table.run(role, spec, look),
      onFreePort: (name, start) => this.#ports.onFreePort(name, start, progress),
    };
    const choice = this.#choice;
    const stack = choice.kind === 'embedded' ? embeddedStack(context) : externalStack(context, choice);
    this.#label = stack.label;
    this.#brokerKind = stack.brokerKind;
    this.#parts = this.#startParts(context, stack);
    await Promise.all(this.#parts);
    if (this.#phase === 'starting') this.#phase = 'started';
  }

  /** Resolves when nothing runs any more. The first reason wins; asking again is harmless. */
  stop(reason: string): Promise<void> {
    this.#stopping ??= this.#stopOnce(reason);
    return this.#stopping;
  }

  describe(): LabDescription {
    const { config } = this.#options;
    const observed = [
      ...this.#plan.services.map(({ name }) => name),
      ...(this.#plan.relayed.length > 0 ? [relayName] : []),
    ];
    return {
      phase: this.#phase,
      stack: config.stack.kind,
      label: this.#label,
      services: Object.fromEntries(this.#ports.urls()),
      databases: Object.fromEntries(this.#databases),
      given: givenDatabases(config.stack, this.#plan),
      broker: this.#broker,
      brokerKind: this.#brokerKind,
      security: config.stack.kind === 'external' ? config.stack.security : undefined,
      lines: Object.fromEntries(observed.map((name) => [name, linesFile(config.files, name)])),
      logs: Object.fromEntries(observed.map((name) => [name, logFile(config.files, name)])),
      faults: Object.fromEntries(observed.map((name) => [name, faultsFile(config.files, name)])),
    };
  }

  async status(): Promise<LabStatus> {
    const relayed = this.#plan.relayed.length > 0;
    const [lag, answering] = await Promise.all([
      relayed ? relayLag(this.#ports.of(relayName)) : undefined,
      answeringOf(this.#readyServices()),
    ]);
    this.#lag = lag ?? this.#lag;
    return statusDocument({
      lab: this.#options.config.lab,
      stack: this.#options.config.stack.kind,
      plan: this.#plan,
      relay: this.#options.config.relay,
      phase: this.#phase,
      processes: new Map([
        ...this.#table.processes.map(
          ({ name, state, pid, restarts, detail }) =>
            [name, { state, pid, restarts, ...(detail !== undefined && { detail }) }] as const,
        ),
        ...this.#plan.given.map(({ name }) => [name, givenView(answering.has(name))] as const),
      ]),
      urls: this.#ports.urls(),
      broker: this.#broker,
      brokerKind: this.#brokerKind,
      databases: this.#databases,
      lag: this.#lag,
      relayAnswers: lag !== undefined,
      answering,
    });
  }

  async control(verb: Verb, name: string): Promise<void> {
    const given = this.#plan.given.find((service) => service.name === name);
    if (given !== undefined)
      throw new StackError(
        `${name} runs at ${given.url} and is not the lab's: whoever started it has to ${verb} it.`,
      );
    return this.#table.control(verb, name);
  }

  /** Health URL by name. */
  #readyServices(): ReadonlyMap<string, string> {
    const ready = new Set(
      this.#table.processes.filter(({ state }) => state === 'ready').map(({ name }) => name),
    );
    const services = [...this.#plan.services.filter(({ name }) => ready.has(name)), ...this.#plan.given];
    const urls = this.#ports.urls();
    return new Map(services.map(({ name, health }) => [name, `${urls.get(name)}${health}`]));
  }

  #startParts(context: Context, stack: Stack): Promise<unknown>[] {
    const urls = this.#ports.urls();
    const services = [
      ...this.#plan.services.map((service) =>
        startService(context, service, urls, this.#ports.of(service.name), stack),
      ),
      ...this.#plan.given.map((service) => awaitGiven(context, service)),
    ];
    const relay =
      this.#plan.relayed.length > 0 ? [startRelay(context, this.#ports.of(relayName), stack)] : [];
    const broker = stack.broker.then((address) => (this.#broker = address));
    const databases = [...stack.databases].map(([name, url]) =>
      url.then((known) => this.#databases.set(name, known)),
    );
    return [broker, ...databases, ...services, ...relay];
  }

  async #stopOnce(reason: string): Promise<void> {
    this.#options.log(`stopping: ${reason}`);
    this.#phase = 'stopping';
    await this.#table.stopAll();
    // What was under way (a copy, a connection attempt) must not write to a folder that is about to go.
    await Promise.race([Promise.allSettled(this.#parts), delay(1500, undefined, { ref: false })]);
    await this.#ports.release();
    await this.#options.cleanUp().catch((thrown: unknown) => {
      this.#options.log(`cleaning up: ${toError(thrown).message}`);
    });
  }
}
