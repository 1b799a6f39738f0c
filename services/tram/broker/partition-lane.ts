/** The records of one partition, or the messages of one queue, handled one after another while more are fetched. */
export interface PartitionLane<R> {
  /** `pause` stops the fetching of this partition and returns what resumes it; called when too many wait. */
  push(records: readonly R[], pause: () => () => void): void;
  /** Drops what is not yet being handled. */
  clear(): void;
  /** Resolves when nothing is being handled. */
  idle(): Promise<void>;
}

/** Records waiting at which fetching pauses, and at which it resumes. */
const waterMarks = { high: 1_000, low: 500 };

/**
 * idle --push--> handling --done--> handling | idle
 * `handle` must not reject.
 */
export function partitionLane<R extends object>(handle: (record: R) => Promise<void>): PartitionLane<R> {
  let waiting: R[] = [];
  let running: Promise<void> | undefined;
  let resume: (() => void) | undefined;

  async function drain(): Promise<void> {
    for (let record = waiting.shift(); record; record = waiting.shift()) {
      await handle(record);
      if (waiting.length <= waterMarks.low) resumeFetching();
    }
    running = undefined;
  }

  function resumeFetching(): void {
    resume?.();
    resume = undefined;
  }

  return {
    push(records, pause) {
      waiting.push(...records);
      if (waiting.length > waterMarks.high) resume ??= pause();
      running ??= drain();
    },
    clear() {
      waiting = [];
      resumeFetching();
    },
    idle: () => running ?? Promise.resolve(),
  };
}
