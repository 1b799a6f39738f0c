import { PortTakenError } from '../processes/check-port.ts';
import { reservePort, type ReservedPort } from '../processes/reserve-port.ts';
import type { Plan } from './plan.ts';
import type { Progress } from './protocol.ts';
import { relayName } from './relay.ts';
import { serviceUrl } from './services.ts';

/** The ports that a lab holds for its processes, by their names. */
export class LabPorts {
  readonly #plan: Plan;
  readonly #ports = new Map<string, ReservedPort>();

  constructor(plan: Plan) {
    this.#plan = plan;
  }

  /** Those that the system files wish for; a free one, and a note of it, where that is taken. */
  async choose(progress: (progress: Progress) => void): Promise<void> {
    for (const { name, port: wanted } of this.#plan.services) {
      const chosen = await reservePort(wanted);
      this.#ports.set(name, chosen);
      if (chosen.port !== wanted)
        progress({ what: name, state: 'note', detail: `port ${wanted} is taken, ${chosen.port} is used` });
    }
    if (this.#plan.relayed.length > 0) this.#ports.set(relayName, await reservePort());
  }

  /**
   * Starts a server on a port that is reserved for it. A program that heeds no reservation may take the port before the
   * server has it: then another is tried, three in all, and `progress` is told.
   */
  async onFreePort<T>(
    name: string,
    start: (port: number) => Promise<T>,
    progress: (progress: Progress) => void,
  ): Promise<T> {
    for (let left = 2; ; left -= 1) {
      const reserved = await reservePort();
      this.#ports.set(name, reserved);
      try {
        return await start(reserved.port);
      } catch (thrown) {
        if (!(thrown instanceof PortTakenError) || left === 0) throw thrown;
        await reserved.release();
        progress({
          what: name,
          state: 'note',
          detail: `port ${reserved.port} was taken meanwhile, another is used`,
        });
      }
    }
  }

  /** 0 where none is held. */
  of(name: string): number {
    return this.#ports.get(name)?.port ?? 0;
  }

  /** Of all services, given ones too. */
  urls(): ReadonlyMap<string, string> {
    return new Map([
      ...this.#plan.services.map(({ name }) => [name, serviceUrl(this.of(name))] as const),
      ...this.#plan.given.map(({ name, url }) => [name, url] as const),
    ]);
  }

  async release(): Promise<void> {
    await Promise.all([...this.#ports.values()].map((port) => port.release()));
  }
}
