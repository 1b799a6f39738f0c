import { processOf } from '../status.ts';
import type { Plan } from '../supervisor/plan.ts';
import { relayName } from '../supervisor/relay.ts';
import { type Addresses, addressesOf, noAddresses } from './addresses.ts';
import type { Container } from './container.ts';
import { relayContainer, type RelayContainer } from './relay-container.ts';
import { refuseReplicas } from './replicas.ts';

/** Where RabbitMQ's management listens in its container. */
const managementPort = 15_672;

/** What was found of a project's containers: which there are, and where this machine reaches them. */
export class Whereabouts {
  readonly #plan: Plan;
  #found: readonly Container[] = [];
  #addresses = noAddresses;

  constructor(plan: Plan) {
    this.#plan = plan;
  }

  get containers(): readonly Container[] {
    return this.#found;
  }

  get addresses(): Addresses {
    return this.#addresses;
  }

  get relay(): RelayContainer | undefined {
    return relayContainer(
      this.#plan,
      this.#found.map(({ service }) => service),
    );
  }

  /** Names of the containers that the lab cannot do without, as far as they were found. */
  get needed(): ReadonlySet<string> {
    const { relay } = this;
    const { databases, broker } = this.#addresses.servers;
    const services = this.#plan.services.map(({ name }) => name);
    return new Set([
      ...services,
      ...databases.values(),
      ...(broker === '' ? [] : [broker]),
      ...(relay ? [relay.service] : []),
    ]);
  }

  /** The container of a process by the lab's name for it, such as `relay`, `kafka` or a database, whatever the compose file calls it. */
  containerOf(process: string): string {
    const { databases, broker } = this.#addresses.servers;
    if (process === relayName) return this.relay?.service ?? process;
    if (this.#found.some(({ service }) => service === process)) return process;
    if (process === this.#plan.broker && broker !== '') return broker;
    const servers = this.#plan.databases
      .filter(({ name, kind }) => name === process || processOf[kind] === process)
      .map(({ name }) => databases.get(name));
    const [server] = new Set(servers).size === 1 ? servers : [];
    return server ?? process;
  }

  /** Base URL of RabbitMQ's management, where its port is published. */
  get management(): string | undefined {
    const { broker } = this.#addresses.servers;
    const port = this.#found.find(({ service }) => service === broker)?.ports.get(managementPort);
    return this.#plan.broker !== 'rabbitmq' || port === undefined ? undefined : `http://127.0.0.1:${port}`;
  }

  get brokerImage(): string | undefined {
    return this.#found.find(({ service }) => service === 'kafka' || service === 'rabbitmq')?.image;
  }

  /**
   * What is stopped publishes nothing, and what is gone says nothing: both are where they were. Throws StackError where
   * the containers are not those of the plan, one for each service, or do not tell where they are.
   */
  take(found: readonly Container[]): void {
    refuseReplicas(found);
    const known = new Map(this.#found.map((each) => [each.service, each]));
    for (const each of found) {
      const ports = each.ports.size === 0 ? known.get(each.service)?.ports : undefined;
      known.set(each.service, ports === undefined ? each : { ...each, ports });
    }
    this.#found = [...known.values()];
    this.#addresses = addressesOf(this.#plan, this.#found);
  }
}
