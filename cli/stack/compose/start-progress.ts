import type { Progress } from '../supervisor/protocol.ts';
import type { ContainerState } from './container-state.ts';

/** Tells of each container once that it starts, and once that it is ready, with the milliseconds in between. */
export class StartProgress {
  readonly #progress: (progress: Progress) => void;
  /** When it was told to start; NaN once it was told to be ready. */
  readonly #began = new Map<string, number>();

  constructor(progress: (progress: Progress) => void) {
    this.#progress = progress;
  }

  tell(service: string, { state, container }: ContainerState): void {
    const began = this.#began.get(service);
    if (state === 'starting' && began === undefined) {
      this.#began.set(service, performance.now());
      this.#progress({ what: service, state: 'starting' });
    }
    if (state !== 'ready' || began === undefined || Number.isNaN(began)) return;
    const ms = Math.round(performance.now() - began);
    this.#began.set(service, Number.NaN);
    this.#progress({ what: service, state: 'ready', detail: container ?? '', ms });
  }
}
