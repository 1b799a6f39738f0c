import { setTimeout as delay } from 'node:timers/promises';
import { nowMs } from '../observe/clock.ts';
import type { LineWriter } from '../observe/line-writer.ts';
import type { Arming, FaultSpec } from './arming.ts';
import { chance, isDue } from './due.ts';
import { InjectedFault } from './injected-fault.ts';
import type { Place, Ruling, Seam } from './seam.ts';

export interface ArmedFaultsOptions {
  /** Name of the process. */
  readonly service: string;
  readonly arming: Arming;
  /** How often each fault's seam was reached before the process came back; kept up to date. */
  readonly calls: number[];
  /** Stores the calls before the fault takes effect: a crash must not forget that it has happened. */
  readonly save: () => void;
  readonly lines: LineWriter;
  /** Ends the process at once, without goodbye. */
  readonly crash: () => void;
}

/** Counts who reaches the armed seams, and does there what is due. */
export class ArmedFaults {
  readonly #options: ArmedFaultsOptions;

  constructor(options: ArmedFaultsOptions) {
    this.#options = options;
  }

  /** Several faults at one seam take effect in the order of the file. Throws InjectedFault for `fail`. */
  async reach(seam: Seam, place: Place): Promise<Ruling> {
    let ruling: Ruling = 'go on';
    for (const [index, fault] of this.#options.arming.faults.entries()) {
      if (fault.seam !== seam || !place.names.includes(fault.handler)) continue;
      const call = this.#count(index);
      const { seed } = this.#options.arming;
      if (!isDue(fault.when, call, chance(seed, fault.at, call))) continue;
      this.#tell(index, fault, call, place);
      ruling = await this.#take(fault, ruling);
    }
    return ruling;
  }

  #count(index: number): number {
    const { calls, save } = this.#options;
    const call = (calls[index] ?? 0) + 1;
    calls[index] = call;
    save();
    return call;
  }

  #tell(index: number, { at, do: action }: FaultSpec, call: number, { subject }: Place): void {
    const { lines, service, arming } = this.#options;
    lines.write({
      event: 'fault',
      at: nowMs(),
      service,
      arming: arming.id,
      index,
      point: at,
      do: action.kind,
      call,
      correlation: null,
      ...subject,
    });
  }

  async #take({ at, do: action }: FaultSpec, before: Ruling): Promise<Ruling> {
    switch (action.kind) {
      case 'crash':
        // Closing writes what is left, now.
        this.#options.lines.close();
        this.#options.crash();
        return before;
      case 'delay':
        await delay(action.ms);
        return before;
      case 'fail':
        throw new InjectedFault(at);
      case 'drop':
      case 'duplicate':
        return action.kind;
    }
  }
}
