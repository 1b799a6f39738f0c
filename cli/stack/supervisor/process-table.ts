import { StackError, UsageError } from '../../lib/errors.ts';
import { thereIsNo } from '../../systems/nearest.ts';
import type { Look } from '../processes/ask.ts';
import type { ProcessSpec } from '../processes/launch.ts';
import type { Role } from './context.ts';
import { ManagedProcess, type ManagedOptions } from './managed-process.ts';
import type { Verb } from './protocol.ts';

/** What the relay has not published when it stops stays in the outbox: it need not wait for the services. */
const stopOrder: readonly (readonly Role[])[] = [['service', 'relay'], ['server']];

/** All processes of a lab by name, and the order in which they stop. */
export class ProcessTable {
  readonly #options: Omit<ManagedOptions, 'spec' | 'look'>;
  readonly #rows = new Map<string, { readonly role: Role; readonly process: ManagedProcess }>();
  #closed = false;

  constructor(options: Omit<ManagedOptions, 'spec' | 'look'>) {
    this.#options = options;
  }

  get processes(): readonly ManagedProcess[] {
    return [...this.#rows.values()].map(({ process }) => process);
  }

  /** Resolves when it is ready. One of the same name that could not be started makes room. */
  async run(role: Role, spec: ProcessSpec, look: Look): Promise<void> {
    this.#refuseIfClosed();
    const known = this.#rows.get(spec.name)?.process;
    if (known !== undefined && known.state !== 'stopped')
      throw new StackError(
        `There is a process "${spec.name}" in this lab already, and it is ${known.state}.`,
      );
    const process = new ManagedProcess({ ...this.#options, spec, look });
    this.#rows.set(spec.name, { role, process });
    await process.start();
  }

  /** `kill` is a crash, after which it is started again; `stop` lasts until `start`, `pause` until `resume`. Resolves when it is done; rejects with UsageError where there is no such process. */
  async control(verb: Verb, name: string): Promise<void> {
    this.#refuseIfClosed();
    const process = this.processes.find((each) => each.name === name);
    if (process === undefined)
      throw new UsageError(
        thereIsNo(
          'process',
          name,
          this.processes.map((each) => each.name),
        ),
      );
    switch (verb) {
      case 'stop':
        return process.stop();
      case 'start':
        return process.start();
      case 'kill':
        return process.kill();
      case 'pause':
        return process.pause();
      case 'resume':
        return process.resume();
      case 'restart':
        await process.stop();
        return process.start();
    }
  }

  /** Stops everything in order; nothing can be started any more. */
  async stopAll(): Promise<void> {
    this.#closed = true;
    for (const roles of stopOrder) {
      const rows = [...this.#rows.values()].filter(({ role }) => roles.includes(role));
      await Promise.all(rows.map(({ process }) => process.stop()));
    }
  }

  #refuseIfClosed(): void {
    if (this.#closed) throw new StackError('The lab is stopping.');
  }
}
