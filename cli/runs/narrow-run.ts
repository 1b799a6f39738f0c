import type { RecordedScenario, RetoldRun } from './recording.ts';
import { selectHops, type HopSelection, type SelectedScenario } from './select-hops.ts';

/**
 * A run with those scenarios only that hold what is asked for, and of their chains the trees that hold it. Verdicts,
 * expectations, and the system as it was, stay those of the whole scenario. @throws UsageError naming the nearest
 */
export function narrowRun(run: RetoldRun, selection: HopSelection): RetoldRun {
  if (selection.chain === undefined && selection.saga === undefined) return run;
  const scenarios = selectHops(run.scenarios, selection).map(narrowed);
  return { ...run, scenarios, report: { ...run.report, scenarios: scenarios.map(({ report }) => report) } };
}

/** Model and observations stay to be read when they are asked for: a long run has many. */
function narrowed({ scenario, hops }: SelectedScenario): RecordedScenario {
  return {
    title: scenario.title,
    chainSource: scenario.chainSource,
    report: { ...scenario.report, chain: hops },
    chain: hops,
    get model() {
      return scenario.model;
    },
    get observations() {
      return scenario.observations;
    },
  };
}
