import { armFaults, type ArmedFaults, disarmFaults, planFaults } from './faults/arm-faults.ts';
import { strikes } from './faults/strikes.ts';
import { chainOf } from '../model/chain.ts';
import type { CurrentRun } from './current-run.ts';
import { epochMs } from '../lib/epoch.ts';
import { elapsedMs } from './clock.ts';
import { doubtsOf } from './doubts.ts';
import { expectOne } from './expectations/expect.ts';
import { worst } from './finding.ts';
import { checkAfterwards } from './invariants.ts';
import type { LoadedScenario } from './load.ts';
import { expectationName, stepName } from './names.ts';
import type { RunLimits, RunPorts } from './ports.ts';
import type { ChainSource, ExpectationReport, ScenarioReport, StepReport } from './report.ts';
import type { Scenario } from './schema.ts';
import { drives, type Step } from './step-schema.ts';
import { sagaReports } from './saga-reports.ts';
import { reported, timed } from './reported.ts';
import { runsAgain, type Turn } from './retries.ts';
import { quiescence, settle } from './settle.ts';
import { perform } from './steps/perform.ts';
import { restore } from './steps/restore.ts';
import { fill, type Variables } from './variables.ts';
import { withLimit } from '../lib/with-limit.ts';

/**
 * Steps, then expectations, then quiescence, then invariants, then the chain. A step that does not pass ends the
 * story, but what it left behind is still looked at. Rejects only when the run is stopped.
 */
export function runScenario(
  loaded: LoadedScenario,
  ports: RunPorts,
  limits: RunLimits,
  given: Variables = new Map(),
  { mayRetry = false, ...which }: Turn = {},
): Promise<ScenarioReport> {
  const { name, system, about, timeout } = loaded.scenario;
  ports.emit({ type: 'scenario-started', name, system, about, ...which });
  return withLimit(ports.signal, timeout ?? limits.timeoutMs, async (deadline) => {
    const { report: told, chainSource } = await tellStory(loaded, ports, limits, given, deadline);
    const flaky = told.verdict === 'pass' && (which.attempt ?? 1) > 1;
    const report = { ...told, ...which, ...(flaky && { flaky }) };
    const retrying = runsAgain(report, mayRetry);
    ports.emit({ type: 'scenario-finished', report, chainSource, ...(retrying && { retrying }) });
    return report;
  });
}

interface Told {
  readonly report: ScenarioReport;
  readonly chainSource: ChainSource;
}

async function tellStory(
  loaded: LoadedScenario,
  ports: RunPorts,
  limits: RunLimits,
  given: Variables,
  deadline: AbortSignal,
): Promise<Told> {
  const startedAt = performance.now();
  const run: CurrentRun = {
    loaded,
    ports,
    limits,
    variables: variablesOf(loaded, given),
    correlations: [],
    disturbed: new Map(),
    deadline,
  };
  const faults = planFaults(loaded.scenario, ports.world.system);
  try {
    return await tell(run, faults, startedAt);
  } finally {
    await disarmFaults(run, faults);
    await restore(run);
  }
}

async function tell(run: CurrentRun, faults: ArmedFaults, startedAt: number): Promise<Told> {
  const { loaded, limits, ports } = run;
  const { scenario } = loaded;
  const armed = await armFaults(run, faults);
  const isArmed = armed.verdict === 'pass';
  const steps = isArmed ? await takeSteps(run) : [];
  const isTold = isArmed && worst(steps.map(({ verdict }) => verdict)) === 'pass';
  const expectations = isTold ? await meetExpectations(run) : [];
  const met = isTold && worst(expectations.map(({ verdict }) => verdict)) === 'pass';
  if (isArmed) expectations.push(...(await strikes(run, faults, met)));
  else expectations.push(await reported(run, 'the faults are armed', () => Promise.resolve(armed)));
  // One that strikes again and again would never let the stack come to rest.
  await disarmFaults(run, faults);
  if (run.disturbed.size > 0)
    expectations.push(await reported(run, 'the stack is put right', () => restore(run)));
  // When it has gone wrong already, only what is still on its way is waited for.
  const patienceMs = takesLong(scenario) ? limits.settleLongMs : limits.settleMs;
  expectations.push(
    await reported(run, quiescence, () => settle(run, met ? patienceMs : Math.min(1_000, patienceMs))),
  );
  const { model } = ports.world;
  const chainSource = { correlations: [...run.correlations], seq: model.seq, nowMs: epochMs() };
  const chain = chainOf(model, chainSource.correlations, chainSource.nowMs);
  expectations.push(...doubtsOf(run, chain));
  const invariants = await checkAfterwards(run);
  const verdicts = [...steps, ...expectations, ...invariants].map(({ verdict }) => verdict);
  const { name, system } = scenario;
  const verdict = worst(verdicts);
  const durationMs = elapsedMs(startedAt);
  const sagas = sagaReports(model, chainSource.correlations);
  const told = { name, system, verdict, durationMs, steps, expectations, invariants, chain };
  const report = sagas.length === 0 ? told : { ...told, sagas };
  return { report, chainSource };
}

/** A group waits 6 s for a member that was killed, and many requests at once queue for the same rows. */
function takesLong({ steps, faults }: Scenario): boolean {
  if (faults.length > 0) return true;
  return steps.some(
    (step) => step.parallel !== undefined || drives.some((drive) => step[drive] !== undefined),
  );
}

/** Later ones may mention earlier ones; `given` ones win. */
function variablesOf({ scenario }: LoadedScenario, given: Variables): Map<string, unknown> {
  const variables = new Map(given);
  for (const [name, value] of Object.entries(scenario.vars))
    if (!given.has(name)) variables.set(name, fill(value, variables));
  return variables;
}

async function takeSteps(run: CurrentRun): Promise<StepReport[]> {
  const reports: StepReport[] = [];
  for (const step of run.loaded.scenario.steps) {
    const report = await takeStep(run, step);
    reports.push(report);
    run.ports.emit({ type: 'step-finished', scenario: run.loaded.id, step: report });
    if (report.verdict !== 'pass') break;
  }
  return reports;
}

async function takeStep(run: CurrentRun, step: Step): Promise<StepReport> {
  const name = stepName(step);
  const fact = { kind: 'step', scenario: run.loaded.id, step: name } as const;
  run.ports.world.record({ ...fact, state: 'started' });
  const { outcome, ms } = await timed(() => perform(run, step));
  const { verdict, error, put } = outcome;
  const state = verdict === 'pass' ? 'passed' : 'failed';
  run.ports.world.record({ ...fact, state, ...(put !== undefined && { put }) });
  return { name, verdict, ms, ...(error === undefined ? {} : { error }) };
}

/** All at once, so that several that fail take no longer than one; told in the order of the file. */
async function meetExpectations(run: CurrentRun): Promise<ExpectationReport[]> {
  return Promise.all(
    run.loaded.scenario.expect.map((expectation) =>
      reported(run, expectationName(expectation), () => expectOne(run, expectation)),
    ),
  );
}
