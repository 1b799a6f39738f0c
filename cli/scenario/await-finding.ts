import { toError } from '../lib/errors.ts';
import { failed, passed, type Finding, type Outcome } from './finding.ts';
import type { World } from './ports.ts';
import { withLimit } from '../lib/with-limit.ts';

export interface AwaitOptions {
  readonly withinMs: number;
  readonly catchUpMs: number;
  /** The scenario's time limit. */
  readonly deadline: AbortSignal;
  /** The user's stop: the only thing that makes this reject. */
  readonly signal: AbortSignal;
}

/**
 * Looks after every observation until it holds. When time is up, lets the probes catch up before it says `fail`: what
 * has happened but was not seen yet must not count against the system. Probes that cannot catch up make it
 * inconclusive.
 */
export async function awaitFinding(
  look: () => Finding,
  world: World,
  { withinMs, catchUpMs, deadline, signal }: AwaitOptions,
): Promise<Outcome> {
  const held = await withLimit(deadline, withinMs, async (limit) => {
    try {
      while (!look().holds) await world.changed(limit);
      return true;
    } catch (thrown) {
      signal.throwIfAborted();
      if (!limit.aborted) throw thrown;
      return false;
    }
  });
  if (held) return passed;
  try {
    await withLimit(signal, catchUpMs, (limit) => world.caughtUp(limit));
  } catch (thrown) {
    signal.throwIfAborted();
    const last = look();
    if (last.holds) return passed;
    return {
      verdict: 'inconclusive',
      lastSeen: last.seen ?? null,
      error: `the probes could not catch up (${toError(thrown).message}), so nothing can be said; ${last.why ?? ''}`,
    };
  }
  const last = look();
  return last.holds ? passed : failed(last);
}
