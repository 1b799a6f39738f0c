import { toError } from '../../lib/errors.ts';
import { isTimeout } from '../../lib/with-limit.ts';
import { epochMs, sinceMs } from '../../lib/epoch.ts';
import type { CurrentRun } from '../current-run.ts';
import { callOf, prepare, send, takeCaptures, unexpected, type Prepared } from '../exchange.ts';
import { passed, type Outcome } from '../finding.ts';
import { UnreachableError, type HttpAnswer } from '../http.ts';
import type { Step } from '../step-schema.ts';

/** Fires the step's request. Whatever comes of it is a fact of the run, and the root of a chain. */
export async function requestStep(run: CurrentRun, step: Step): Promise<Outcome> {
  const prepared = prepare(run, callOf(step));
  run.correlations.push(prepared.id);
  const startMs = epochMs();
  try {
    const answer = await send(run, prepared, run.limits.withinMs);
    record(run, prepared, startMs, { status: answer.status, responseBody: answer.body });
    const why =
      unexpected(answer, { status: step.status }, run) ?? takeCaptures(run, step.capture, answer.body);
    return why === undefined ? passed : { verdict: 'fail', lastSeen: answer, error: describe(why, answer) };
  } catch (thrown) {
    run.ports.signal.throwIfAborted();
    const error = toError(thrown);
    const text = isTimeout(error) ? `no answer ${limitOf(run)}` : error.message;
    record(run, prepared, startMs, { status: null, error: text });
    if (step.status === 'none' && !(error instanceof UnreachableError)) return passed;
    return {
      verdict: error instanceof UnreachableError ? 'inconclusive' : 'fail',
      lastSeen: null,
      error: text,
    };
  }
}

/** Which limit ended the request: its own, or that of the scenario. */
function limitOf({ deadline, limits, loaded }: CurrentRun): string {
  if (!deadline.aborted) return `within ${limits.withinMs} ms`;
  return `before the scenario's limit of ${loaded.scenario.timeout ?? limits.timeoutMs} ms`;
}

function record(
  run: CurrentRun,
  { id, service, path, body, request }: Prepared,
  startMs: number,
  result: { status: number | null; responseBody?: unknown; error?: string },
): void {
  const ms = sinceMs(startMs);
  const { method } = request;
  const sent = body === undefined ? {} : { requestBody: body };
  run.ports.world.record(
    { kind: 'request', id, correlation: id, service, method, path, ms, ...sent, ...result },
    startMs,
  );
}

function describe(why: string, { body }: HttpAnswer): string {
  const detail = typeof body === 'object' && body !== null && 'detail' in body ? String(body.detail) : '';
  return detail === '' ? why : `${why}: ${detail}`;
}
