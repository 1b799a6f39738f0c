import { missingHops } from '../model/missing.ts';
import type { Model } from '../model/model.ts';
import { sagaViews } from '../model/sagas/saga-view.ts';
import { toError } from '../lib/errors.ts';
import { epochMs } from '../lib/epoch.ts';
import { awaitFinding } from './await-finding.ts';
import type { CurrentRun } from './current-run.ts';
import { passed, type Finding, type Outcome } from './finding.ts';
import { withLimit } from '../lib/with-limit.ts';

export const quiescence = 'quiescence';

/**
 * Waits until the run has come to rest: no hop that must follow is missing, every saga is in a final state, and that
 * still holds when the probes have caught up with everything that had happened by then.
 */
export async function settle(run: CurrentRun, withinMs: number): Promise<Outcome> {
  const { deadline, limits, ports } = run;
  const until = performance.now() + withinMs;
  const look = () => restOf(ports.world.model, run.correlations, epochMs());
  for (;;) {
    const outcome = await awaitFinding(look, ports.world, {
      withinMs: Math.max(0, Math.ceil(until - performance.now())),
      catchUpMs: limits.catchUpMs,
      deadline,
      signal: ports.signal,
    });
    if (outcome.verdict !== 'pass') return outcome;
    try {
      await withLimit(ports.signal, limits.catchUpMs, (limit) => ports.world.caughtUp(limit));
    } catch (thrown) {
      ports.signal.throwIfAborted();
      return { verdict: 'inconclusive', error: `the probes could not catch up: ${toError(thrown).message}` };
    }
    if (look().holds) return passed;
  }
}

/** Whether nothing of these correlations is on its way any more; `now` is epoch milliseconds by the lab's clock. */
export function restOf(model: Model, correlations: readonly string[], now: number): Finding {
  const missing = missingHops(model, correlations, now).map(({ label }) => label);
  const open = sagaViews(model, correlations)
    .filter((saga) => !saga.terminal)
    .map((saga) => `${saga.saga} ${saga.instance} is ${saga.state}, which is not final`);
  const seen = [...missing, ...open];
  return seen.length === 0 ? { holds: true, seen } : { holds: false, seen, why: seen[0]! };
}
