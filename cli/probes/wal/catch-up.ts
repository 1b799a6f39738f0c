import type { Lsn, StreamMessage } from '../../../services/tram/index.ts';

export interface CatchUpOptions {
  /** All that commits before it is known or not of interest. */
  readonly from: Lsn;
  /** Makes the server send a keepalive now. */
  readonly ping: () => void;
  /** Makes the server flush its WAL to the end of a record. */
  readonly nudge: () => void;
}

interface Waiter {
  readonly target: Lsn;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
  /** Keepalives in a row that told nothing new. */
  still: number;
}

/** The flushed WAL may end within a record, which the stream cannot pass before the rest is flushed too: then no ping helps. */
const pingsBeforeNudge = 5;

/** Whether the stream has passed a position, learned from commits and keepalives; it asks, and never sleeps. */
export class CatchUp {
  readonly #options: CatchUpOptions;
  readonly #waiters = new Set<Waiter>();
  #position: Lsn;
  #lost: Error | undefined;

  constructor(options: CatchUpOptions) {
    this.#options = options;
    this.#position = options.from;
  }

  get position(): Lsn {
    return this.#position;
  }

  get isWaitedFor(): boolean {
    return this.#waiters.size > 0;
  }

  get lost(): Error | undefined {
    return this.#lost;
  }

  receive(message: StreamMessage): void {
    const before = this.#position;
    if (message.kind === 'commit') this.#moveTo(message.endLsn);
    if (message.kind === 'keepalive') this.#moveTo(message.walEnd);
    const advanced = message.kind !== 'keepalive' || this.#position > before;
    for (const waiter of this.#waiters) {
      if (this.#position >= waiter.target) this.#reached(waiter);
      else waiter.still = advanced ? 0 : waiter.still + 1;
    }
    if (message.kind === 'keepalive') this.#askOn();
  }

  /** Resolves when all that committed before `target` has been received; rejects when the signal aborts or the stream is lost. */
  async reach(target: Lsn, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (this.#lost) throw this.#lost;
    if (this.#position >= target) return;
    let waiter: Waiter | undefined;
    const abort = (): void => waiter?.reject(signal.reason as Error);
    signal.addEventListener('abort', abort);
    try {
      await new Promise<void>((resolve, reject) => {
        waiter = { target, still: 0, resolve, reject };
        this.#waiters.add(waiter);
        this.#options.ping();
      });
    } finally {
      signal.removeEventListener('abort', abort);
      if (waiter) this.#waiters.delete(waiter);
    }
  }

  /** All who wait, and all who will, are told. */
  lose(reason: Error): void {
    this.#lost ??= reason;
    for (const waiter of this.#waiters) waiter.reject(this.#lost);
  }

  #moveTo(lsn: Lsn): void {
    if (lsn > this.#position) this.#position = lsn;
  }

  #reached(waiter: Waiter): void {
    this.#waiters.delete(waiter);
    waiter.resolve();
  }

  /** Where WAL is on its way the server tells of it unasked, so that asking may end after the nudge. */
  #askOn(): void {
    const still = [...this.#waiters].map((waiter) => waiter.still);
    if (still.includes(pingsBeforeNudge)) this.#options.nudge();
    else if (still.some((count) => count < pingsBeforeNudge)) this.#options.ping();
  }
}
