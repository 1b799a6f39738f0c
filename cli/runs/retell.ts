import { chainOf } from '../model/chain.ts';
import type { Hop } from '../model/hop.ts';
import { createModel, fold, type Model } from '../model/model.ts';
import { titleOf, type RunReport, type ScenarioReport } from '../scenario/report.ts';
import { asOne } from '../scenario/retries.ts';
import { worst } from '../scenario/finding.ts';
import { foldBefore, observationsBefore, systemOf } from './fold.ts';
import { finishedScenarios, type FinishedScenario } from './finished-scenarios.ts';
import type { RecordedScenario, Recording, RetoldRun } from './recording.ts';

/** Tells a recording again: every chain is read from its observations, as it was when the run was live. @throws UsageError */
export function retell(recording: Recording): RetoldRun {
  const finished = finishedScenarios(recording);
  const chains = chainsOf(recording, finished);
  const scenarios = finished.map((each, index) => retold(recording, each, chains[index] ?? []));
  return {
    header: recording.header,
    report: reportOf(recording, scenarios),
    scenarios,
    damage: recording.damage,
  };
}

/** In one pass over the observations: to fold them again for each of a thousand scenarios would take a thousand times as long. */
function chainsOf(recording: Recording, finished: readonly FinishedScenario[]): Hop[][] {
  const chains: Hop[][] = [];
  const models = new Map<string, Model>();
  let at = 0;
  for (const { report, chainSource, readAt } of finished) {
    for (; at < readAt; at++) {
      const entry = recording.entries[at]!;
      if (entry.kind === 'restart') models.clear();
      if (entry.kind !== 'observation') continue;
      for (const system of recording.header.systems)
        fold(modelIn(models, recording, system.name), entry.observation);
    }
    const model = modelIn(models, recording, report.system);
    chains.push(chainOf(model, chainSource.correlations, chainSource.nowMs));
  }
  return chains;
}

function modelIn(models: Map<string, Model>, recording: Recording, name: string): Model {
  const known = models.get(name);
  if (known !== undefined) return known;
  const { linesObservable } = recording.header;
  const model = createModel(systemOf(recording, name), { linesObservable });
  models.set(name, model);
  return model;
}

/** The model is folded when it is asked for, and let go when nobody holds it: a long run has many. */
function retold(recording: Recording, scenario: FinishedScenario, chain: readonly Hop[]): RecordedScenario {
  const { chainSource, readAt } = scenario;
  const report = { ...scenario.report, chain };
  let held: WeakRef<Model> | undefined;
  return {
    title: titleOf(report),
    report,
    chainSource,
    chain,
    get model() {
      const model = held?.deref() ?? foldBefore(recording, systemOf(recording, report.system), readAt);
      held = new WeakRef(model);
      return model;
    },
    get observations() {
      return observationsBefore(recording.entries, readAt);
    },
  };
}

/** The document as `--reporter json` printed it; of a run that was cut off, what there is of it. */
function reportOf({ header, entries }: Recording, retold: readonly RecordedScenario[]): RunReport {
  const scenarios = withoutRetries(retold.map(({ report }) => report));
  for (const entry of entries.toReversed())
    if (entry.kind === 'event' && entry.event.type === 'run-finished')
      return { ...entry.event.report, scenarios };
  return {
    v: 1,
    // What was not told to its end cannot have passed.
    verdict: worst([...scenarios.map(({ verdict }) => verdict), 'inconclusive']),
    stack: header.stack,
    lab: header.lab,
    durationMs: scenarios.reduce((sum, { durationMs }) => sum + durationMs, 0),
    ...(header.seed !== null && { seed: header.seed }),
    scenarios,
    error: { code: 'interrupted', message: 'The recording ends before the run does.' },
  };
}

/** A scenario that was run again is there once, as its last attempt found it, with those before it. */
function withoutRetries(reports: readonly ScenarioReport[]): ScenarioReport[] {
  const scenarios: ScenarioReport[][] = [];
  for (const report of reports) {
    const attempts = scenarios.at(-1);
    if (attempts && isRetryOf(report, attempts.at(-1)!)) attempts.push(report);
    else scenarios.push([report]);
  }
  return scenarios.map(asOne);
}

function isRetryOf(report: ScenarioReport, before: ScenarioReport): boolean {
  const { system, name, repetition, attempt = 1 } = report;
  return (
    attempt === (before.attempt ?? 1) + 1 &&
    system === before.system &&
    name === before.name &&
    repetition === before.repetition
  );
}
