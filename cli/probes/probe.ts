import type { Fact } from '../model/observation.ts';

/** `sourceMs`: epoch milliseconds by the clock of where it happened, if known. The collector adds seq and seenMs. */
export type Emit = (fact: Fact, sourceMs?: number) => void;

/** A running probe. It only reads: no group offset is committed, no slot is left behind. */
export interface Probe {
  readonly name: string;
  /**
   * Resolves when everything that had happened at the source at the time of the call has been emitted.
   * Rejects when the signal aborts or the probe has a gap.
   */
  caughtUp(signal: AbortSignal): Promise<void>;
  stop(): Promise<void>;
}
