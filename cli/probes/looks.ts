import { setTimeout as delay } from 'node:timers/promises';
import { waitUntil } from '../lib/wait-until.ts';

/** Between two looks, in ms; longer where a look takes long, so that the server is read no more than a fifth of the time. */
const restMs = 50;
const restPerLook = 4;

/** The looks of a probe that reads the same again and again: their numbers, the rests between them, and who waits for one. */
export class Looks {
  #rest = new AbortController();
  #hurried = false;
  #stopping = false;
  #beganAt = 0;
  /** Numbers of the last look begun, and of the last one that came to its end. */
  #begun = 0;
  #done = 0;

  get isStopping(): boolean {
    return this.#stopping;
  }

  /** The number of the look. */
  begin(): number {
    this.#hurried = false;
    this.#beganAt = performance.now();
    this.#begun += 1;
    return this.#begun;
  }

  /** Whether no other has begun since. */
  isLast(number: number): boolean {
    return number === this.#begun;
  }

  end(number: number): void {
    this.#done = number;
  }

  restAfterLook(): Promise<void> {
    return this.pause(Math.max(restMs, restPerLook * (performance.now() - this.#beganAt)));
  }

  /** Cut short when the next look is waited for. */
  async pause(ms: number): Promise<void> {
    this.#rest = new AbortController();
    if (this.#hurried || this.#stopping) return;
    await delay(ms, undefined, { signal: this.#rest.signal }).catch(() => undefined);
  }

  /** Resolves after a whole look that began after the call; rejects with what was lost, when there will be none. */
  async next(signal: AbortSignal, lost: () => Error | undefined): Promise<void> {
    const after = this.#begun;
    this.#hurried = true;
    this.#rest.abort();
    await waitUntil(
      () => {
        const failure = lost();
        if (failure) throw failure;
        return this.#done > after || undefined;
      },
      { signal, everyMs: 5 },
    );
  }

  stop(): void {
    this.#stopping = true;
    this.#rest.abort();
  }
}
