export interface StopSources {
  /** Stop when stdin ends: the parent that holds its other end is gone. */
  readonly whenStdinEnds: boolean;
}

/** Resolves with what asked this process to stop. */
export function stopRequest({ whenStdinEnds }: StopSources): Promise<string> {
  return new Promise((resolve) => {
    // Kept for good: a second signal must not end the process in the middle of the stop.
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => resolve(signal));
    if (!whenStdinEnds) return;
    for (const event of ['end', 'close', 'error'] as const)
      process.stdin.on(event, () => resolve(`stdin ${event}`));
    process.stdin.resume();
  });
}
