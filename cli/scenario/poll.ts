import { setTimeout as delay } from 'node:timers/promises';
import { toError } from '../lib/errors.ts';
import type { Asking } from './current-run.ts';
import { prepare, takeCaptures, unexpected } from './exchange.ts';
import { passed, type Outcome } from './finding.ts';
import { UnreachableError } from './http.ts';
import { nextPause } from './pace.ts';
import type { Eventually } from './schema-parts.ts';
import { withLimit } from '../lib/with-limit.ts';

/**
 * Asks until the answer is as stated. A time-out with an answer that contradicts is `fail`; with no connection at all
 * it is inconclusive. Polls carry ids of their own: they only read, and are no part of the chain.
 */
export function poll(run: Asking, eventually: Eventually, withinMs: number): Promise<Outcome> {
  return withLimit(run.deadline, eventually.within ?? withinMs, (limit) => ask(run, eventually, limit));
}

async function ask(run: Asking, eventually: Eventually, limit: AbortSignal): Promise<Outcome> {
  let last: Outcome = { verdict: 'fail', error: 'no answer in time', lastSeen: null };
  for (let pause = nextPause(); ; pause = nextPause(pause)) {
    try {
      const { request } = prepare(run, {
        ...eventually,
        method: 'GET',
        target: eventually.get,
        json: undefined,
      });
      const answer = await run.ports.http(request, limit);
      const why = unexpected(answer, eventually, run) ?? takeCaptures(run, eventually.capture, answer.body);
      if (why === undefined) return passed;
      last = { verdict: 'fail', error: why, lastSeen: answer };
    } catch (thrown) {
      run.ports.signal.throwIfAborted();
      if (limit.aborted) return last;
      const error = toError(thrown);
      const verdict = error instanceof UnreachableError ? 'inconclusive' : 'fail';
      last = { verdict, error: error.message, lastSeen: null };
    }
    await delay(pause, undefined, { signal: limit }).catch(() => undefined);
    run.ports.signal.throwIfAborted();
    if (limit.aborted) return last;
  }
}
