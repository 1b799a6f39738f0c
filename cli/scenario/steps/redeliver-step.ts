import { toError } from '../../lib/errors.ts';
import { typeOf, type TopicRecord } from '../../model/indexes/message-story.ts';
import { scopeOf } from '../../model/scope.ts';
import { awaitFinding } from '../await-finding.ts';
import type { CurrentRun } from '../current-run.ts';
import type { Finding } from '../finding.ts';
import { withLimit } from '../../lib/with-limit.ts';
import type { StepOutcome } from './perform.ts';

/**
 * Puts the record of the run's last event of that type on its partition once more, as a relay does that died before it
 * could take note. Every consumer of the topic gets it again.
 */
export async function redeliverStep(run: CurrentRun, type: string): Promise<StepOutcome> {
  const { limits, ports, deadline } = run;
  const { signal } = ports;
  const { withinMs, catchUpMs } = limits;
  const seen = await awaitFinding(() => recordSeen(run, type), ports.world, {
    withinMs,
    catchUpMs,
    deadline,
    signal,
  });
  const record = lastRecord(run, type);
  if (seen.verdict !== 'pass' || record === undefined) return seen;
  try {
    return {
      verdict: 'pass',
      put: await withLimit(deadline, withinMs, (limit) => ports.stack.repeat(record, limit)),
    };
  } catch (thrown) {
    signal.throwIfAborted();
    return { verdict: 'inconclusive', error: `${type} cannot be redelivered: ${toError(thrown).message}` };
  }
}

function recordSeen(run: CurrentRun, type: string): Finding {
  const record = lastRecord(run, type);
  if (record !== undefined) return { holds: true, seen: record.offset };
  const types = scopeOf(run.ports.world.model, run.correlations).stories.map(typeOf);
  return { holds: false, seen: types, why: `this run has sent no ${type} that could be redelivered` };
}

function lastRecord({ ports, correlations }: CurrentRun, type: string): TopicRecord | undefined {
  const { stories } = scopeOf(ports.world.model, correlations);
  return stories.findLast((story) => typeOf(story) === type && story.records.length > 0)?.records[0];
}
