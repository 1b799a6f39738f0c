import { waitUntil } from '../../lib/wait-until.ts';
import { isTimeout, withLimit } from '../../lib/with-limit.ts';
import { toError } from '../../lib/errors.ts';
import type { CurrentRun, Disturbance } from '../current-run.ts';
import { passed, type Outcome } from '../finding.ts';

const upWithinMs = 30_000;

/**
 * Puts right what the steps did to the stack and left so: what was stopped is started, what was paused goes on, and
 * what was killed has come back. Also when the run is given up: the lab may be somebody's who goes on with it.
 */
export async function restore({ disturbed, ports: { stack, signal } }: CurrentRun): Promise<Outcome> {
  if (disturbed.size === 0) return passed;
  const left = [...disturbed];
  disturbed.clear();
  try {
    // One after another: a service that is started waits for its servers.
    for (const [process, how] of left.sort(serversFirst)) await undo(how, process);
    if (signal.aborted) return passed;
    await withLimit(signal, upWithinMs, (limit) =>
      waitUntil(async () => (await stack.isUp()) || undefined, { signal: limit, everyMs: 50 }),
    );
    return passed;
  } catch (thrown) {
    signal.throwIfAborted();
    const why = isTimeout(thrown)
      ? `the lab is not whole again after ${upWithinMs / 1000} s`
      : toError(thrown).message;
    return { verdict: 'inconclusive', error: why };
  }

  async function undo(how: Disturbance, process: string): Promise<void> {
    if (how === 'stopped') await stack.control('start', process);
    if (how === 'paused') await stack.control('resume', process);
  }
}

const servers = new Set(['kafka', 'postgres', 'mongo']);

function serversFirst(
  [left]: readonly [string, Disturbance],
  [right]: readonly [string, Disturbance],
): number {
  return Number(servers.has(right)) - Number(servers.has(left));
}
