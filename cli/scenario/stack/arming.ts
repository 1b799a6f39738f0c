import { randomUUID } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { type Arming, stateFileOf, stateSchema } from '../../../services/tram/index.ts';
import { StackError } from '../../lib/errors.ts';
import { waitUntil } from '../../lib/wait-until.ts';
import { isTimeout, withLimit } from '../../lib/with-limit.ts';
import type { FaultControl } from '../ports.ts';

/** Longer than a process takes that has just crashed and comes back. */
const takenWithinMs = 10_000;
const disarmedWithinMs = 1_000;
const lookEveryMs = 5;

/** Arms through the files that the processes of a lab watch (ADR 12). */
export function armingThrough(files: Readonly<Record<string, string>>): FaultControl {
  async function tell(process: string, arming: Arming, withinMs: number, signal: AbortSignal): Promise<void> {
    const file = files[process];
    if (file === undefined)
      throw new StackError(`${process} is no process of this lab that faults can be armed in.`);
    await writeFile(`${file}.new`, JSON.stringify(arming));
    await rename(`${file}.new`, file);
    await withLimit(signal, withinMs, (limit) =>
      waitUntil(async () => ((await takenBy(file)) === arming.id ? true : undefined), {
        signal: limit,
        everyMs: lookEveryMs,
      }),
    );
  }

  return {
    async arm(process, arming, signal) {
      try {
        await tell(process, arming, takenWithinMs, signal);
      } catch (thrown) {
        if (!isTimeout(thrown)) throw thrown;
        const fix = 'Faults need a service built on tram that runs.';
        throw new StackError(`${process} has not taken its faults within ${takenWithinMs / 1000} s. ${fix}`, {
          cause: thrown,
        });
      }
    },
    async disarm(process) {
      const arming = { id: randomUUID(), seed: 0, faults: [] };
      // One that is down at the moment reads it when it comes back.
      await tell(process, arming, disarmedWithinMs, new AbortController().signal).catch(() => undefined);
    },
  };
}

/** Id of the arming that the process has taken. */
async function takenBy(file: string): Promise<string | undefined> {
  try {
    return stateSchema.parse(JSON.parse(await readFile(stateFileOf(file), 'utf8'))).id;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
