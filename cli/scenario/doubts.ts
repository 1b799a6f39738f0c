import { hasGap } from '../model/gaps.ts';
import type { Hop } from '../model/hop.ts';
import type { CurrentRun } from './current-run.ts';
import type { ExpectationReport } from './report.ts';
import { unseenEffects } from './unseen-effects.ts';

/** A probe that may have missed something forbids `pass`, and so does a change that left no trace. */
export function doubtsOf(run: CurrentRun, chain: readonly Hop[]): ExpectationReport[] {
  const { model } = run.ports.world;
  const gap = hasGap(model);
  if (gap !== undefined) return [doubt(run, 'nothing was missed', gap)];
  const unseen = unseenEffects(model, run.correlations, chain);
  return unseen.length === 0 ? [] : [doubt(run, 'every change was seen', unseen.join('; '))];
}

function doubt(run: CurrentRun, name: string, error: string): ExpectationReport {
  const expectation: ExpectationReport = { name, verdict: 'inconclusive', ms: 0, error };
  run.ports.emit({ type: 'expectation-finished', scenario: run.loaded.id, expectation });
  return expectation;
}
