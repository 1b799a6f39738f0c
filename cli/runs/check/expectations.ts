import { chainOf } from '../../model/chain.ts';
import { hasGap } from '../../model/gaps.ts';
import type { Model } from '../../model/model.ts';
import type { Verdict } from '../../model/verdict.ts';
import { worst } from '../../scenario/finding.ts';
import type { ChainSource, ExpectationReport } from '../../scenario/report.ts';
import { quiescence, restOf } from '../../scenario/settle.ts';
import { unseenEffects } from '../../scenario/unseen-effects.ts';

export interface JudgedExpectation {
  readonly name: string;
  readonly verdict: Verdict;
  /** Whether the observations can say it; else the verdict is the run's own. */
  readonly judgedAgain: boolean;
  readonly error?: string;
}

/** Those of the run, each with its verdict; the ones about rest and doubt are looked at again. */
export function judgedExpectations(
  recorded: readonly ExpectationReport[],
  model: Model,
  source: ChainSource,
): JudgedExpectation[] {
  const again = looks(model, source);
  const names = new Set(recorded.map(({ name }) => name));
  return [
    ...recorded.map(({ name, verdict, error }) => judged({ name, verdict, error }, again.get(name))),
    ...[...again].flatMap(([name, look]) =>
      look.error === undefined || names.has(name)
        ? []
        : [judged({ name, verdict: 'pass', error: undefined }, look)],
    ),
  ];
}

interface Look {
  readonly verdict: Verdict;
  readonly error: string | undefined;
}

function looks(model: Model, { correlations, nowMs }: ChainSource): Map<string, Look> {
  const gap = hasGap(model);
  const unseen = unseenEffects(model, correlations, chainOf(model, correlations, nowMs));
  const rest = restOf(model, correlations, nowMs);
  return new Map([
    [quiescence, { verdict: rest.holds ? 'pass' : 'fail', error: rest.why }],
    ['nothing was missed', doubt(gap)],
    ['every change was seen', doubt(gap === undefined ? unseen.join('; ') || undefined : undefined)],
  ]);
}

function doubt(error: string | undefined): Look {
  return { verdict: error === undefined ? 'pass' : 'inconclusive', error };
}

/** That something came too late is not to be seen afterwards: the run's own verdict stays where it is the worse one. */
function judged(
  { name, verdict, error }: Look & { readonly name: string },
  again: Look | undefined,
): JudgedExpectation {
  const both = again === undefined ? verdict : worst([verdict, again.verdict]);
  const why = both === 'pass' ? undefined : both === again?.verdict ? (again.error ?? error) : error;
  return { name, verdict: both, judgedAgain: again !== undefined, ...(why !== undefined && { error: why }) };
}
