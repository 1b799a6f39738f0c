import { StackError } from '../../lib/errors.ts';
import { whyTaken } from '../processes/check-port.ts';
import { reservePort, type ReservedPort } from '../processes/reserve-port.ts';
import type { Plan } from '../supervisor/plan.ts';
import type { Progress } from '../supervisor/protocol.ts';
import { portVariable, type PublishedPort } from './compose-config.ts';

interface Choice {
  readonly service: string;
  readonly variable: string;
  readonly wanted: number | undefined;
  readonly reserved: ReservedPort;
}

/** Where RabbitMQ's pages are, when it is free. */
const managementPort = 15_672;

/** The ports of this machine that a lab's project has: where one is taken, and the compose file lets it, another is used. */
export class ProjectPorts {
  #choices: Choice[] = [];
  #fixed: ReservedPort[] = [];

  /** One for each service, which must publish something. @returns the variables by which a compose file may take them */
  async choose(publishing: readonly string[], { services }: Plan): Promise<Record<string, string>> {
    for (const service of publishing) {
      const wanted = services.find(({ name }) => name === service)?.port;
      await this.#choose(service, portVariable(service), wanted);
    }
    if (publishing.includes('rabbitmq'))
      await this.#choose('rabbitmq', portVariable('rabbitmq-management'), managementPort);
    return Object.fromEntries(this.#choices.map(({ variable, reserved }) => [variable, `${reserved.port}`]));
  }

  /**
   * Compares with what the file publishes when it has the variables, and lets go of what it did not take. Rejects with
   * StackError where the file publishes a port that is neither chosen nor free.
   */
  async settle(
    file: string,
    published: readonly PublishedPort[],
    note: (progress: Progress) => void,
  ): Promise<void> {
    const isTaken = ({ service, reserved }: Choice): boolean =>
      published.some((each) => each.service === service && each.port === reserved.port);
    const left = this.#choices.filter((choice) => !isTaken(choice));
    this.#choices = this.#choices.filter(isTaken);
    await Promise.all(left.map(({ reserved }) => reserved.release()));
    const problems: string[] = [];
    for (const each of published) {
      if (this.#choices.some(({ reserved }) => reserved.port === each.port)) continue;
      const why = await this.#keep(each);
      if (why !== undefined) problems.push(this.#problem(file, each, why));
    }
    if (problems.length > 0) throw new StackError(problems.join('\n'));
    for (const { service, wanted, reserved } of this.#choices)
      if (wanted !== undefined && reserved.port !== wanted)
        note({
          what: service,
          state: 'note',
          detail: `port ${wanted} is taken, ${reserved.port} is used`,
        });
  }

  async release(): Promise<void> {
    const all = [...this.#choices.map(({ reserved }) => reserved), ...this.#fixed];
    await Promise.all(all.map((port) => port.release()));
  }

  async #choose(service: string, variable: string, wanted: number | undefined): Promise<void> {
    this.#choices.push({ service, variable, wanted, reserved: await reservePort(wanted) });
  }

  /** A port that the file fixes. @returns why it cannot be had */
  async #keep({ port, address }: PublishedPort): Promise<string | undefined> {
    const why = await whyTaken(port, address);
    if (why !== undefined) return why;
    const reserved = await reservePort(port);
    // Another lab may keep it without using it.
    if (reserved.port === port) this.#fixed.push(reserved);
    else await reserved.release();
    return undefined;
  }

  #problem(file: string, { service, port, inside }: PublishedPort, why: string): string {
    const isFirst = this.#choices.every((choice) => choice.service !== service);
    const [who, entry] = isFirst
      ? ['the lab', `127.0.0.1:\${${portVariable(service)}:-${port}}:${inside}`]
      : ['Docker', `127.0.0.1::${inside}`];
    return (
      `${file} publishes port ${port} for the service "${service}", and it is ${why}. End that one ` +
      `(docker ps --filter publish=${port} says whether it is a container), or let ${who} choose a port: ports: ['${entry}'].`
    );
  }
}
