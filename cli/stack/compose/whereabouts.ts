import type { Plan } from '../supervisor/plan.ts';
import { type Addresses, addressesOf, noAddresses } from './addresses.ts';
import type { Container } from './container.ts';
import { relayContainer, type RelayContainer } from './relay-container.ts';
import { refuseReplicas } from './replicas.ts';

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
    const services = this.#plan.services.map(({ name }) => name);
    return new Set([...services, ...this.#addresses.servers, ...(relay ? [relay.service] : [])]);
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
